/**
 * Who may import whom. A room is a folder (or one file); its files import each other freely, and other rooms only
 * if these are listed. The first room whose path fits a file is the file's room.
 */
export interface Room {
  readonly name: string;
  readonly path: string;
  /** What happens here, for the table in the README. */
  readonly does: string;
  readonly may: readonly string[];
}

const nouns = ['contract', 'source', 'ir', 'diagnostics'];

/** The phases in order, with what they do. */
const phases = {
  '1-lex': 'text → tokens',
  '2-parse': 'tokens → syntax',
  '3-bind': 'syntax → names resolved against a catalog view',
  '4-type': 'names → every expression typed, effects inferred',
  '5-plan': 'typed queries → relational plans, rewritten by an ordered list of rules',
  '6-emit': 'plans and statements → TypeScript with source spans',
  '7-bundle': 'TypeScript → ES module, source map, manifest',
} as const;
const phaseNames = Object.keys(phases);

export const compilerRooms: readonly Room[] = [
  {
    name: 'assert-never',
    path: 'compiler/source/assert-never.ts',
    does: 'the end of every exhaustive `switch`; open to all',
    may: [],
  },
  {
    name: 'contract',
    path: 'compiler/contract/',
    does: 'what compiler and runtime agree on: types, plans, signatures, manifests, errors',
    may: [],
  },
  { name: 'source', path: 'compiler/source/', does: 'texts, lines and columns', may: ['contract'] },
  {
    name: 'ir',
    path: 'compiler/ir/',
    does: 'the nouns: one file per representation',
    may: ['contract', 'source'],
  },
  {
    name: 'diagnostics',
    path: 'compiler/diagnostics/',
    does: 'the table of messages, their explanations, renderers',
    may: ['contract', 'source'],
  },
  ...Object.entries(phases).map(([name, does]) => ({ name, path: `compiler/${name}/`, does, may: nouns })),
  {
    name: 'pipeline',
    path: 'compiler/pipeline.ts',
    does: 'the phases in order, on one screen',
    may: [...nouns, ...phaseNames],
  },
  {
    name: 'project',
    path: 'compiler/project/',
    does: 'many modules: graph, fingerprints, incremental builds, what each object does, column lineage',
    may: [...nouns, 'pipeline'],
  },
  { name: 'format', path: 'compiler/format/', does: 'lays out source text', may: [...nouns, 'pipeline'] },
  {
    name: 'debug',
    path: 'compiler/debug/',
    does: 'every representation as stable text',
    may: ['contract', 'source', 'ir'],
  },
  {
    name: 'compiler',
    path: 'compiler/index.ts',
    does: 'the front door',
    may: [...nouns, ...phaseNames, 'pipeline', 'project', 'format', 'debug'],
  },
];

/** Bottom to top: a layer may import every lower one. */
const heights = [
  {
    name: 'host',
    path: 'runtime/host/',
    does: 'clock, files, random, log, limits, threads as small interfaces, each with a twin in memory',
  },
  {
    name: 'columnar',
    path: 'runtime/columnar/',
    does: 'columns, tables, hash tables, sorts, aggregates: what generated code calls',
  },
  { name: 'catalog', path: 'runtime/catalog/', does: 'names of things as immutable values' },
  {
    name: 'lake',
    path: 'runtime/lake/',
    does: 'tables on disk: catalog database, data files, snapshots, scans',
  },
  {
    name: 'transaction',
    path: 'runtime/transaction/',
    does: 'begin, savepoint, staged rows, conflicts, commit, recovery',
  },
  {
    name: 'execution',
    path: 'runtime/execution/',
    does: 'what generated code may import: frames, cursors, errors, dynamic statements',
  },
  {
    name: 'modules',
    path: 'runtime/modules/',
    does: 'compiled code becomes callable: registry, evaluation, swap, kernels',
  },
  {
    name: 'automation',
    path: 'runtime/automation/',
    does: 'triggers, schedules, jobs, models, pipelines',
  },
] as const;

const lower = (count: number): string[] => ['contract', ...heights.slice(0, count).map((each) => each.name)];
const belowModules = heights.findIndex((each) => each.name === 'modules');
const all = [...lower(heights.length), 'build', 'stdlib', 'library', 'protocol', 'client'];
const build = {
  name: 'build',
  does: 'the one place of the runtime that turns text into code',
  may: [...lower(belowModules), 'modules', 'library', 'compiler'],
} as const;
const engine = { name: 'engine', does: 'puts the layers together: the front door of a program', may: all } as const;

export const runtimeRooms: readonly Room[] = [
  { ...build, path: 'runtime/modules/build.ts' },
  { ...build, path: 'runtime/modules/build/' },
  ...heights.map((each, i) => ({ ...each, may: i < belowModules ? lower(i) : [...lower(i), 'build', 'stdlib'] })),
  {
    name: 'protocol',
    path: 'runtime/protocol/',
    does: 'messages and frames, shared by daemon and client',
    may: ['contract', 'host', 'columnar'],
  },
  {
    name: 'client',
    path: 'runtime/client/',
    does: 'connects, asks, streams',
    may: ['contract', 'host', 'columnar', 'protocol'],
  },
  { ...engine, path: 'runtime/engine.ts' },
  { ...engine, path: 'runtime/engine/' },
  {
    name: 'daemon',
    path: 'runtime/daemon/',
    does: 'process, transports, sessions, authentication, threads',
    may: [...all, 'engine'],
  },
  {
    name: 'tui',
    path: 'runtime/tui/',
    does: 'screens',
    may: ['contract', 'host', 'columnar', 'protocol', 'client'],
  },
  {
    name: 'cli',
    path: 'runtime/cli/',
    does: 'commands',
    may: [
      ...['contract', 'source', 'diagnostics', 'debug', 'compiler', 'library'],
      ...['host', 'columnar', 'engine', 'client', 'daemon', 'tui'],
    ],
  },
];

export const rooms: readonly Room[] = [
  ...compilerRooms,
  ...runtimeRooms,
  {
    name: 'library',
    path: 'stdlib/sources.ts',
    does: 'the declarations of the library as texts, for those who start a compiler',
    may: [],
  },
  {
    name: 'reference',
    path: 'stdlib/reference.ts',
    does: 'writes the library reference',
    may: ['library', 'stdlib'],
  },
  { name: 'stdlib', path: 'stdlib/', does: 'native bodies of the library', may: ['contract'] },
  // Programs of users: they know the package by its name and nothing of its inside.
  { name: 'examples', path: 'examples/', does: 'a course', may: [] },
];

/** Packages that only some rooms may import; others are free for the runtime and closed to compiler and library. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['1-lex', '2-parse'],
  typescript: ['6-emit'],
  esbuild: ['7-bundle', 'cli'],
  'gobi:abi': ['stdlib'],
  'node:sqlite': ['lake'],
  'parquet-wasm': ['lake', 'columnar'],
  hyparquet: ['lake', 'columnar'],
  'hyparquet-writer': ['lake', 'columnar'],
  '@stricli/core': ['cli'],
};

/** What compiler and standard library may use beside these: no clock, no files, no network. `node:module` loads a package when it is needed. */
export const pureBuiltins: readonly string[] = ['node:crypto', 'node:module'];

/** A room that every other may use. */
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
  'compiler/project/lineage/',
  'compiler/format/',
  'compiler/debug/',
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
