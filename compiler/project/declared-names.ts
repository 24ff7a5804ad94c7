import type { Name } from '../ir/syntax-name.ts';
import type { Program } from '../ir/syntax.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Token } from '../ir/tokens.ts';
import { wordsIn } from './words-in.ts';

/** Lower-case names of the objects that a file declares: routines, tables, views, types, automation objects. */
export function declaredNames(program: Pick<Program, 'statements'>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.statements) {
    const name = declaredName(statement);
    if (name !== null) names.add(name);
  }
  return names;
}

/** Lower-case words of a file that may refer to something declared elsewhere: more than the names it uses, never fewer. */
export function mentionedWords(tokens: readonly Token[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { text } of tokens) texts.add(text);
  const words = new Set<string>();
  for (const text of texts) {
    const word = text.toLowerCase();
    if (!QUOTE.test(word)) words.add(word);
    else {
      // A string may hold a name with its schema, a path or a piece of SQL; a quoted name is one word with its spaces.
      words.add(word.slice(1, -1).replaceAll(word[0]! + word[0]!, word[0]!));
      for (const each of wordsIn(word)) words.add(each);
    }
  }
  return words;
}

const QUOTE = /[`'"]/;

function declaredName(statement: Statement): string | null {
  switch (statement.kind) {
    case 'DefineFunction':
    case 'UpsertProcedure':
    case 'UpsertTrigger':
    case 'UpsertSchedule':
    case 'UpsertPipeline':
    case 'CreateTable':
    case 'CreateView':
    case 'DefineStruct':
    case 'DefineException':
      return lastPart(statement.name);
    default:
      return null;
  }
}

function lastPart(name: Name | { readonly kind: 'Identifier'; readonly text: string }): string {
  const text = name.kind === 'Name' ? name.parts.at(-1)?.text : name.text;
  return (text ?? '').toLowerCase();
}
