import type { Library } from '../../../../../compiler/contract/library.ts';
import { lex, type Comment, type Token } from '../../../../../compiler/index.ts';
import { sourceFile } from '../../../../../compiler/source/source-file.ts';
import type { SessionView } from '../../../../tui/backend.ts';
import { noCompletion, type Candidate, type Completion } from '../../../../tui/language.ts';
import { candidatesFor } from './candidates-for.ts';
import { placeOf } from './place-of.ts';
import { sourcesIn } from './sources-in.ts';

/** What completion knows beside the text. */
export interface CompletionContext {
  readonly view: SessionView | null;
  readonly library: Library;
  /** The entries of a folder, folders with `/` behind; none when it cannot be read. */
  readonly entries: (folder: string) => readonly string[];
  /** The columns of a data file. */
  readonly fileColumns: (path: string) => readonly Candidate[];
}

/** Candidates that are shown. */
const MOST = 200;

/** What may replace the word before an offset: tables behind FROM, columns of the statement's tables, arguments of a call, files inside of quotes. */
export function complete(text: string, offset: number, context: CompletionContext): Completion {
  const { tokens, comments } = lex(sourceFile('input', text));
  if (comments.some((comment) => holds(comment, text, offset))) return noCompletion(offset);
  const touching = tokens.findIndex((token) => token.start < offset && offset <= token.end);
  const token = tokens[touching];
  if (token?.kind === 'String' && !isClosedAt(token, offset))
    return filesIn(text.slice(token.start + 1, offset), offset, context);
  if (token?.kind === 'Number') return noCompletion(offset);
  const isWord = token !== undefined && /^[`@$A-Za-z_]/.test(token.text);
  const from = isWord ? token.start : offset;
  const before = tokens.filter((each) => each.end <= from);
  const [first, end] = statementAround(tokens, before.length);
  const place = placeOf(before.slice(first));
  // the word that is being written is no alias
  const sources = sourcesIn(tokens.slice(first, end).filter((each) => !isWord || each !== token));
  const typed = text.slice(from, offset);
  const found = candidatesFor(place, sources, context, typed);
  return { from, to: offset, candidates: matching(found, typed) };
}

/** Whether an offset lies in a comment; one to the end of the line has what stands behind it, too. */
function holds({ text: comment, span }: Comment, text: string, offset: number): boolean {
  if (offset <= span.start) return false;
  if (comment.startsWith('/*')) return offset < span.end || !comment.endsWith('*/');
  return !text.slice(span.start, offset).includes('\n');
}

/** Whether an offset lies behind the closing quote of a string. */
function isClosedAt({ text, end }: Token, offset: number): boolean {
  return offset === end && text.length > 1 && text.at(-1) === text[0];
}

/** The tokens of the statement that the token of a position belongs to. */
function statementAround(tokens: readonly Token[], at: number): readonly [number, number] {
  let first = at;
  while (first > 0 && !ENDS.has(tokens[first - 1]!.kind)) first--;
  let end = at;
  while (end < tokens.length && !ENDS.has(tokens[end]!.kind)) end++;
  return [first, end];
}

const ENDS: ReadonlySet<string> = new Set(['Semicolon', 'LeftBrace', 'RightBrace']);

/** Candidates that begin with what was typed, then those that hold it; each once. */
function matching(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const wanted = typed.replace(/^`/, '').toLowerCase();
  const seen = new Set<string>();
  const starts: Candidate[] = [];
  const holds: Candidate[] = [];
  for (const candidate of candidates) {
    const bare = candidate.text.replace(/^`/, '').toLowerCase();
    if (seen.has(bare)) continue;
    if (bare.startsWith(wanted)) starts.push(candidate);
    else if (wanted.length > 2 && candidate.kind !== 'keyword' && bare.includes(wanted)) holds.push(candidate);
    else continue;
    seen.add(bare);
  }
  return [...starts, ...(starts.length === 0 ? holds : [])].slice(0, MOST);
}

/** Files and folders that a path may go on with. */
function filesIn(path: string, offset: number, { entries }: CompletionContext): Completion {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1);
  const begun = path.slice(slash + 1);
  const found = entries(folder === '' ? '.' : folder).filter(
    (name) => name.startsWith(begun) && (begun.startsWith('.') || !name.startsWith('.')),
  );
  return {
    from: offset - begun.length,
    to: offset,
    candidates: found.slice(0, MOST).map((name) => ({ text: name, kind: name.endsWith('/') ? 'folder' : 'file' })),
  };
}
