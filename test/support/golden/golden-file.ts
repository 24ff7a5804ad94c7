/** The sections that a golden may have, in the order in which they are written. `name` tells the fence's language. */
export const sectionNames = {
  META: 'ini',
  SOURCE: 'plg',
  DIAGNOSTICS: '',
  TOKENS: '',
  SYNTAX: '',
  BOUND: '',
  TYPED: '',
  PLAN: '',
  'PLAN after rules': '',
  TYPESCRIPT: 'ts',
  MODULE: '',
  DATA: 'sql',
  RESULT: '',
  FORMATTED: 'plg',
} as const;

/** The name of a section. */
export type SectionName = keyof typeof sectionNames;

/** Sections that are given; the others are what the stages make of them. */
export type InputName = 'META' | 'SOURCE' | 'DATA';

/** The name of a section that a stage makes. */
export type OutputName = Exclude<SectionName, InputName>;

/** One source text of a golden; a golden with one text need not name it. */
export interface GoldenSource {
  readonly name: string;
  readonly text: string;
}

/** A golden file, read. `outputs` holds the expected text of each section that is present. */
export interface Golden {
  readonly meta: ReadonlyMap<string, string>;
  readonly sources: readonly GoldenSource[];
  readonly data: string | undefined;
  readonly outputs: ReadonlyMap<OutputName, string>;
}

/** The name of a source whose section has none. */
export const onlySource = 'main.plg';

/** Whether a text is the name of a section. */
export function isSectionName(text: string): text is SectionName {
  return Object.hasOwn(sectionNames, text);
}
