import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CompiledModule } from '../../../compiler/contract/manifest.ts';
import { buildProject, checkProject, readLibrary } from '../../../compiler/index.ts';
import { ModuleFolder } from '../../../runtime/cli/commands/build/module-folder.ts';
import { catalogView } from '../../../runtime/catalog/catalog-view.ts';
import { compile, kernelText, shapeOf } from '../../../runtime/modules/build.ts';
import { CodeBase } from '../../../runtime/modules/code-base.ts';
import { readBuilt } from '../../../runtime/modules/read-built.ts';
import { nativeOf } from '../../../stdlib/natives.ts';
import { librarySources } from '../../../stdlib/sources.ts';
import { callsOf, errorOf } from '../../support/run-lake-test.ts';
import { scratchSession, type ScratchSession } from '../../support/run-lake.ts';

const SHOP = `function doubled (n int) returns int { return n * 2 }

upsert procedure report (least int) returns int {
  let found = (select category, sum(amount) as total from sales where amount > least group by category)
  let sum = 0
  for row in found { sum = sum + doubled((row.total :: int) ?? 0) }
  return sum
}

upsert procedure failing () returns int {
  let found = (select max(amount) as most from sales)
  return div(found.most ?? 1, 0)
}
`;
const SALES =
  "create table sales (category string, amount int); insert into sales values ('a', 3), ('b', 5), ('a', null)";

/** A lake with the declarations of a text, in the folder given back. */
function lakeOf(
  text: string,
  sales = SALES,
): { readonly folder: string; readonly modules: Promise<readonly CompiledModule[]> } {
  const lake = scratchSession();
  lake.run(sales);
  lake.run(text);
  const project = checkProject([{ name: 'shop.plg', text, dialect: 'plg' }], {
    view: { ...catalogView(lake.session.transaction.state), routines: [] },
    library: readLibrary(librarySources()),
  });
  assert.equal(
    project.diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  lake.close(true);
  const modules: CompiledModule[] = [];
  return {
    folder: lake.folder,
    modules: buildProject(project, new Map(), (_, module) => modules.push(module)).then(() => modules),
  };
}

/** Opens a lake with modules and counts what the compiler is asked for: the files of texts, and kernels. */
async function withBuilt(
  text: string,
  work: (lake: ScratchSession, asked: { readonly texts: string[]; kernels: number }) => void,
): Promise<void> {
  const { folder, modules } = lakeOf(text);
  const asked = { texts: [] as string[], kernels: 0 };
  const code = new CodeBase(librarySources(), nativeOf, {
    built: await modules,
    compiler: {
      compile: (parsed, context) => {
        asked.texts.push(parsed.file.name);
        return compile(parsed, context);
      },
      shapeOf,
      kernelText: (query, traits) => {
        asked.kernels++;
        return kernelText(query, traits);
      },
    },
  });
  const lake = scratchSession({}, undefined, { code, folder });
  try {
    work(lake, asked);
  } finally {
    lake.close();
  }
}

test('a built module runs without the compiler, and its queries by the kernels that came with it', async () => {
  await withBuilt(SHOP, ({ rows }, asked) => {
    assert.equal(rows('call report(1)'), [[16]]);
    assert.equal(asked.texts, ['test.plg'], 'only the call itself is compiled');
    assert.is(asked.kernels, 0);
  });
});

test('values beyond the usual layouts get a kernel of their own', async () => {
  await withBuilt(SHOP, ({ run, rows }, asked) => {
    run('insert into sales values (null, 4611686018427387904)');
    assert.is(asked.kernels, 0);
    assert.is(errorOf(() => rows('call report(1)')).exception, 'NumericOverflow');
    assert.is(asked.kernels, 1);
  });
});

test('what was declared again, or altered below, is compiled', async () => {
  await withBuilt(SHOP, ({ run, rows }, asked) => {
    run('create or replace function doubled (n int) returns int { return n * 3 }');
    asked.texts.length = 0;
    assert.equal(rows('call report(1)'), [[24]]);
    assert.ok(asked.texts.includes('shop.plg') || asked.texts.length > 1);
    run("alter table sales add column note string; update sales set amount = amount + 1 where category = 'b'");
    assert.equal(rows('call report(1)'), [[27]]);
  });
});

/** Calls a routine of a lake with modules that were built for another one, whose tables have the same ids and versions. */
async function rowsOfOther(text: string, sales: string, call: string): Promise<readonly (readonly unknown[])[]> {
  const { modules } = lakeOf(text);
  const { folder } = lakeOf(text, sales);
  const code = new CodeBase(librarySources(), nativeOf, { built: await modules });
  const lake = scratchSession({}, undefined, { code, folder });
  try {
    return lake.rows(call);
  } finally {
    lake.close();
  }
}

test('modules of another lake, with other columns under the same ids and versions, are not taken', async () => {
  const order = "create table sales (amount int, category string); insert into sales values (3, 'a'), (5, 'b')";
  assert.equal(await rowsOfOther(SHOP, order, 'call report(1)'), [[16]]);
  const most = `upsert procedure most () returns string {
    let found = (select max(amount) as most from sales)
    return (found.most ?? 0) as string
  }`;
  const type =
    "create table sales (category string, amount decimal(9,2)); insert into sales values ('a', 3.4), ('b', 5)";
  assert.equal(await rowsOfOther(most, type, 'call most()'), [['5.00']]);
  const put = `upsert procedure put () returns int {
    insert into sales (category) values ('c');
    let found = (select max(amount) as most from sales)
    return found.most ?? -1
  }`;
  assert.equal(await rowsOfOther(put, 'create table sales (category string, amount int default 7)', 'call put()'), [
    [7],
  ]);
});

test('an error in a built module shows the lines of its source', async () => {
  await withBuilt(SHOP, ({ rows }) => {
    const error = errorOf(() => rows('call failing()'));
    assert.is(error.exception, 'DivisionByZero');
    assert.equal(callsOf(error), ['failing 12:10', 'statement 1:1']);
    assert.is(error.frames[0]!.file, 'shop.plg');
  });
});

test('modules are read again as they were written', async () => {
  const { folder, modules } = lakeOf(SHOP);
  const out = mkdtempSync(join(tmpdir(), 'gobi-built-'));
  try {
    const [module] = await modules;
    const written = new ModuleFolder('.', out);
    written.write('shop.plg', module!);
    written.writeKeys(new Map());
    const [read] = readBuilt(out);
    assert.equal(read!.manifest, JSON.parse(JSON.stringify(module!.manifest)));
    assert.equal(read!.kernels, JSON.parse(JSON.stringify(module!.kernels)));
    assert.is(read!.code.trim(), module!.code.trim());
    writeFileSync(join(out, 'shop.js'), 'import * as abi from "gobi:abi";\nexport { process };\n');
    const code = new CodeBase(librarySources(), nativeOf, { built: readBuilt(out) });
    const lake = scratchSession({}, undefined, { code, folder });
    assert.is(errorOf(() => lake.rows('call report(1)')).exception, 'ForbiddenCode');
    lake.close();
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

test.run();
