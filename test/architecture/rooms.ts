/**
 * Who may import whom. A room is a folder (or one file); its files import each other freely, and other rooms only
 * if these are listed. The first room whose path fits a file is the file's room.
 */
export interface Room {
  readonly name: string;
  readonly path: string;
  readonly may: readonly string[];
}

const nouns = ['contract', 'source', 'ir', 'diagnostics'];
const phases = ['1-lex', '2-parse', '3-bind', '4-type', '5-plan', '6-emit', '7-bundle'];

const compilerRooms: readonly Room[] = [
  { name: 'assert-never', path: 'compiler/source/assert-never.ts', may: [] },
  { name: 'contract', path: 'compiler/contract/', may: [] },
  { name: 'source', path: 'compiler/source/', may: ['contract'] },
  { name: 'ir', path: 'compiler/ir/', may: ['contract', 'source'] },
  { name: 'diagnostics', path: 'compiler/diagnostics/', may: ['contract', 'source'] },
  ...phases.map((phase) => ({ name: phase, path: `compiler/${phase}/`, may: nouns })),
  { name: 'pipeline', path: 'compiler/pipeline.ts', may: [...nouns, ...phases] },
  { name: 'project', path: 'compiler/project/', may: [...nouns, 'pipeline'] },
  { name: 'format', path: 'compiler/format/', may: [...nouns, 'pipeline'] },
  { name: 'debug', path: 'compiler/debug/', may: ['contract', 'source', 'ir'] },
  {
    name: 'compiler',
    path: 'compiler/index.ts',
    may: [...nouns, ...phases, 'pipeline', 'project', 'format', 'debug'],
  },
];

/** Bottom to top: a layer may import every lower one. */
const heights = [
  { name: 'host', path: 'runtime/host/' },
  { name: 'columnar', path: 'runtime/columnar/' },
  { name: 'catalog', path: 'runtime/catalog/' },
  { name: 'lake', path: 'runtime/lake/' },
  { name: 'transaction', path: 'runtime/transaction/' },
  { name: 'execution', path: 'runtime/execution/' },
  { name: 'modules', path: 'runtime/modules/' },
  { name: 'automation', path: 'runtime/automation/' },
] as const;

const lower = (count: number): string[] => ['contract', ...heights.slice(0, count).map((each) => each.name)];
const engine = [...lower(heights.length), 'stdlib', 'library', 'protocol', 'client'];

const runtimeRooms: readonly Room[] = [
  // The one place of the runtime that turns text into code.
  { name: 'build', path: 'runtime/modules/build.ts', may: [...lower(6), 'modules', 'library', 'compiler'] },
  { name: 'build', path: 'runtime/modules/build/', may: [...lower(6), 'modules', 'library', 'compiler'] },
  ...heights.map((each, i) => ({ ...each, may: i < 6 ? lower(i) : [...lower(i), 'build', 'stdlib'] })),
  { name: 'protocol', path: 'runtime/protocol/', may: ['contract', 'host', 'columnar'] },
  { name: 'client', path: 'runtime/client/', may: ['contract', 'host', 'columnar', 'protocol'] },
  { name: 'engine', path: 'runtime/engine.ts', may: [...engine, 'build'] },
  { name: 'engine', path: 'runtime/engine/', may: [...engine, 'build'] },
  { name: 'daemon', path: 'runtime/daemon/', may: [...engine, 'engine'] },
  { name: 'tui', path: 'runtime/tui/', may: ['contract', 'host', 'columnar', 'protocol', 'client'] },
  {
    name: 'cli',
    path: 'runtime/cli/',
    may: [
      'contract',
      'source',
      'diagnostics',
      'debug',
      'host',
      'columnar',
      'engine',
      'client',
      'daemon',
      'tui',
      'library',
      'compiler',
    ],
  },
];

export const rooms: readonly Room[] = [
  ...compilerRooms,
  ...runtimeRooms,
  // The library's declarations as texts, for those who start a compiler.
  { name: 'library', path: 'stdlib/sources.ts', may: [] },
  { name: 'stdlib', path: 'stdlib/', may: ['contract'] },
  // Programs of users: they know the package by its name and nothing of its inside.
  { name: 'examples', path: 'examples/', may: [] },
];

/** Packages that only some rooms may import; others are free for the runtime and closed to the compiler. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['1-lex', '2-parse'],
  typescript: ['6-emit'],
  esbuild: ['7-bundle'],
  'gobi:abi': ['stdlib'],
  'node:sqlite': ['lake'],
  'parquet-wasm': ['lake', 'columnar'],
  hyparquet: ['lake'],
  'hyparquet-writer': ['lake'],
  '@stricli/core': ['cli'],
};

/** What compiler and standard library may use beside these: no clock, no files, no network. */
export const pureBuiltins: readonly string[] = ['node:crypto'];

/** A room that every other may use: the end of each exhaustive `switch`. */
export const openRoom = 'assert-never';

/**
 * Folders whose files walk one recursive tree (an expression holds a query, which holds expressions), each file its
 * kinds of nodes: these files call each other in circles. Everywhere else imports have a direction.
 */
export const recursiveFolders: readonly string[] = [
  'compiler/2-parse/',
  'compiler/3-bind/',
  'compiler/4-type/',
  'compiler/5-plan/',
  'compiler/6-emit/',
  'compiler/format/',
];

/** Tables of data, which may be longer than other files. */
export const tablesOfData: readonly string[] = ['compiler/contract/runtime-error-table.ts'];

/** What stands at the top of the repository, beside dotfiles. */
export const topLevel: readonly string[] = [
  'LICENSE',
  'README.md',
  'compiler',
  'examples',
  'package-lock.json',
  'package.json',
  'runtime',
  'stdlib',
  'test',
  'tsconfig.json',
];
