import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readLibrary } from '../../../../../compiler/index.ts';
import { renderText } from '../../../../../compiler/diagnostics/render/render-text.ts';
import { librarySources } from '../../../../../stdlib/sources.ts';
import type { Language } from '../../../../tui/language.ts';
import { renderError } from '../../../output/render-error.ts';
import { fieldCandidate } from './candidates-for.ts';
import { checkText } from './check-text.ts';
import { complete } from './complete.ts';
import { KnownFiles } from '../../../known-files.ts';
import { isComplete } from './is-complete.ts';
import { wordsOf } from './words-of.ts';

/** What texts are called in messages. */
const NAME = 'input';

/** The compiler as the terminal asks for it. Relative paths are looked for in the folders, in order. */
export function compilerLanguage(folders: readonly string[]): Language {
  const library = readLibrary(librarySources());
  const files = new KnownFiles(folders);
  return {
    words: wordsOf,
    isComplete,
    complete: (text, offset, view) =>
      complete(text, offset, {
        view,
        library,
        entries: (folder) => entriesOf(folder, folders),
        fileColumns: (path) => files.fields(path).map((field) => fieldCandidate(field, 'column')),
      }),
    check: (text, view) => checkText(text, NAME, view, { library, files: (paths) => files.read(paths) }),
    renderFindings: (findings, name, text, colour) => `${renderText(findings, new Map([[name, text]]), { colour })}\n`,
    renderError: (error, name, text, colour) => renderError(error, new Map([[name, text]]), colour),
  };
}

/** The entries of a folder, wherever relative paths are looked for. */
function entriesOf(folder: string, folders: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const from of folders) {
    try {
      for (const entry of readdirSync(resolve(from, folder), { withFileTypes: true }))
        found.add(entry.isDirectory() ? `${entry.name}/` : entry.name);
    } catch {
      // a folder that is not there, or may not be read, has nothing to offer
    }
  }
  return [...found].sort();
}
