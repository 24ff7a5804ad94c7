import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface GrammarForm {
  /** Where it stands: `08-queries.plg: select 1`. */
  readonly title: string;
  readonly text: string;
  readonly file: string;
}

/** The forms of the grammar, by section: texts between blank lines. */
export function grammarForms(): GrammarForm[] {
  return globSync('test/fixtures/grammar/*')
    .sort()
    .flatMap((path) => {
      const forms = readFileSync(path, 'utf8')
        .split(/\n\s*\n/)
        .map((text) => text.trim());
      return forms.map((text) => ({ title: `${basename(path)}: ${text.split('\n')[0]}`, text, file: basename(path) }));
    });
}

/** The code blocks of the language's founding document, as they stand there. */
export function seedBlocks(): GrammarForm[] {
  return globSync('test/fixtures/seed/*.plg')
    .sort()
    .map((path) => {
      return { title: basename(path), text: readFileSync(path, 'utf8'), file: basename(path) };
    });
}
