import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCorpus } from '../corpus/corpus-file.ts';
import type { Golden } from '../golden/golden-file.ts';
import { readGolden } from '../golden/read-golden.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A program to mutate: what stands in the lake before it, and its texts, each run as a script. */
export interface Subject {
  readonly name: string;
  readonly golden: Golden;
}

/** The examples that need no file of data, the goldens that run, and the right programs of the corpus. */
export function subjects(): readonly Subject[] {
  return [...examples(), ...goldens(), ...rightPrograms()];
}

function examples(): readonly Subject[] {
  const folder = join(ROOT, 'examples/3-types');
  const sources = ['parcels.plg', 'send.plg'].map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  return [{ name: 'examples/3-types', golden: { meta: new Map(), data: undefined, sources, outputs: new Map() } }];
}

function goldens(): readonly Subject[] {
  return files('test/golden/{diagnostics,language,seed}/**/*.md').flatMap((path) => {
    const golden = readGolden(readFileSync(path, 'utf8'));
    const runs = golden.outputs.has('RESULT') && golden.meta.get('mode') !== 'project';
    return runs ? [{ name: relative(ROOT, path), golden }] : [];
  });
}

function rightPrograms(): readonly Subject[] {
  return files('test/golden/no-mistakes/*.plg').flatMap((path) => {
    const { tables, programs } = readCorpus(readFileSync(path, 'utf8'));
    return programs
      .filter(({ modes }) => modes.length === 0)
      .map(({ title, text }): Subject => {
        const golden = { meta: new Map(), data: tables, sources: [{ name: 'main.plg', text }], outputs: new Map() };
        return { name: `${relative(ROOT, path)}: ${title}`, golden };
      });
  });
}

function files(pattern: string): readonly string[] {
  return globSync(join(ROOT, pattern)).sort();
}
