import type { SourceFile } from '../../../compiler/source/source-file.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';
import type { Golden, OutputName } from './golden-file.ts';

/** Makes the text of one section from the sources, META and DATA of a golden. */
export type Stage = (golden: Golden) => string | Promise<string>;

/** Every stage by the section that it fills. */
export const stages: Readonly<Partial<Record<OutputName, Stage>>> = {};

/** The sources as the compiler takes them. */
export function filesOf(golden: Golden): readonly SourceFile[] {
  return golden.sources.map((each) => sourceFile(each.name, `${each.text}\n`));
}

/** One text per source; with several sources each stands below its name. */
export function perSource(golden: Golden, make: (file: SourceFile) => string): string {
  const files = filesOf(golden);
  if (files.length === 1) return files.map(make).join('');
  return files.map((file) => `== ${file.name} ==\n${make(file).trimEnd()}\n`).join('\n');
}
