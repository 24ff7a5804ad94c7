import { EMPTY_VIEW, type CatalogView } from '../contract/catalog-view.ts';
import type { Library } from '../contract/library.ts';
import { sourceFile } from '../source/source-file.ts';
import { checkProject, type Project } from './project.ts';

/** The texts of a project. */
export interface ProjectTexts {
  /** The text of each file by its name; those that end in `.sql` have quoted names in double quotes. */
  readonly files: Readonly<Record<string, string>>;
  /** The standard library, by `readLibrary`: made once, from the texts of the package's `stdlib/*.plg`. */
  readonly library: Library;
  /** Unknown tables, exceptions and unchecked dynamic values are errors. */
  readonly strict?: boolean;
}

/**
 * The checker as a pure function: the findings (`diagnostics`) in a project whose lake is as `view` tells; nothing is known of the lake without it. Needs no Node.
 * The result handed to the next call as `previous` saves what a change does not reach, and changes nothing else. Mistakes in the texts are findings, never errors.
 */
export function check(
  { files, library, strict = false }: ProjectTexts,
  view: CatalogView = EMPTY_VIEW,
  previous?: Project,
): Project {
  const sources = Object.entries(files).map(([name, text]) => sourceFile(name, text));
  // The same view object is not read through again.
  return checkProject(sources, { view, library, strict }, previous);
}
