import type { Identifier, Name } from '../ir/syntax-name.ts';
import { parseFile, type Parsed } from '../pipeline.ts';
import type { SourceFile } from '../source/source-file.ts';
import { declarationsOf, type Declaration } from './declarations.ts';
import { declaredNames, mentionedWords } from './declared-names.ts';
import { hashText } from './hash-text.ts';
import type { FileWords } from './visible-objects.ts';

/** A file that was read but not checked. */
export interface Draft extends FileWords {
  readonly parsed: Parsed;
  readonly textHash: string;
  /** Names of all that the file declares, in lower case. */
  readonly declares: ReadonlySet<string>;
  readonly declarations: readonly Declaration[];
  /** The schemas that it makes. */
  readonly schemas: readonly string[];
}

/** Reads a file, unless `same` is what it was read as before. */
export function draftOf(source: SourceFile, same: Draft | undefined): Draft {
  if (same?.parsed.file.text === source.text && same.parsed.file.dialect === source.dialect) return same;
  const parsed = parseFile(source);
  const declarations = declarationsOf(parsed);
  const automation = declarations.filter(
    ({ kind }) => kind === 'trigger' || kind === 'schedule' || kind === 'pipeline',
  );
  return {
    parsed,
    textHash: hashText(source.text),
    declares: declaredNames(parsed.program),
    mentions: mentionedWords(parsed.lexed.tokens),
    declarations,
    schemas: parsed.program.statements.flatMap((each) => (each.kind === 'CreateSchema' ? [lastWord(each.name)] : [])),
    automation: new Set(automation.map(({ name }) => name.text.toLowerCase())),
  };
}

function lastWord(name: Identifier | Name): string {
  return name.kind === 'Identifier' ? name.text : (name.parts.at(-1)?.text ?? '');
}
