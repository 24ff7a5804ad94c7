import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CompiledModule } from '../../../compiler/contract/manifest.ts';
import { EMPTY_VIEW } from '../../../compiler/contract/catalog-view.ts';
import { buildProject, checkProject, readLibrary } from '../../../compiler/index.ts';
import { librarySources } from '../../../stdlib/sources.ts';

const SCHEMA = 'create table sales (category string, amount int)';
const report = (name: string, least: string): string =>
  `upsert procedure ${name} () returns int { let found = (select sum(amount) as n from sales where amount > ${least}) return (found.n :: int) ?? 0 }`;

test('modules of one build share the kernels of equal queries', async () => {
  const texts: Record<string, string> = {
    'schema.plg': SCHEMA,
    'a.plg': report('a', '3'),
    'b.plg': report('b', '3'),
    'c.plg': report('c', '3.5'),
  };
  const files = Object.entries(texts).map(([name, text]) => ({ name, text, dialect: 'plg' as const }));
  const project = checkProject(files, { view: EMPTY_VIEW, library: readLibrary(librarySources()) });
  const modules = new Map<string, CompiledModule>();
  await buildProject(project, new Map(), (file, module) => modules.set(file, module));
  const [a, b, c] = ['a.plg', 'b.plg', 'c.plg'].map((file) => modules.get(file)!.kernels.map(({ kernel }) => kernel));
  assert.is(a!.length, 1);
  assert.is(a![0], b![0]);
  assert.is.not(a![0], c![0]);
});

test.run();
