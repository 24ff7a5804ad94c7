import type { Span } from '../contract/span.ts';
import type { Identifier, Name } from '../ir/syntax-name.ts';
import type { Syntax } from '../ir/syntax.ts';
import type { Comment } from '../ir/tokens.ts';
import type { AttachedComments } from './attach-comments.ts';
import { comment as commentDoc, freshLine, group, hardLine, indent, join, line, softLine, type Doc } from './doc.ts';

/** What the functions that print one kind of node each work with. */
export interface Printer {
  readonly text: string;
  /** A node with its comments. */
  print(node: Syntax): Doc;
  /** The comments of a node around what it was printed as. */
  withComments(node: Syntax, doc: Doc): Doc;
  /** Comments of a block or file without statements. */
  inside(node: Syntax): readonly Doc[];
  /** A keyword of expressions: in capitals inside queries, small outside. */
  keyword(word: string): string;
  /** Prints what stands inside a query (or outside again). */
  inQuery<Result>(print: () => Result, query?: boolean): Result;
  /** Prints what stands inside brackets, or where `as` is no cast. */
  withCast<Result>(allowed: boolean, print: () => Result): Result;
  readonly castAllowed: boolean;
}

/** Makes a printer of one file; `printNode` prints a node without regard to comments. */
export function makePrinter(
  text: string,
  comments: AttachedComments,
  printNode: (printer: Printer, node: Syntax) => Doc,
): Printer {
  let sql = false;
  let castAllowed = true;
  const printer: Printer = {
    text,
    print: (node) => printer.withComments(node, printNode(printer, node)),
    withComments: (node, doc) => [
      ...(comments.leading.get(node) ?? []).map((each) => before(text, each)),
      doc,
      ...(comments.trailing.get(node) ?? []).map((each) => commentDoc(each.text, isOnOwnLine(text, each.span.start))),
    ],
    inside: (node) =>
      join(
        hardLine,
        (comments.inside.get(node) ?? []).map((each) => each.text),
      ),
    keyword: (word) => (sql ? word.toUpperCase() : word),
    inQuery: (print, query = true) => {
      const outside = [sql, castAllowed] as const;
      [sql, castAllowed] = [query, true];
      const result = print();
      [sql, castAllowed] = outside;
      return result;
    },
    withCast: (allowed, print) => {
      const outside = castAllowed;
      castAllowed = allowed;
      const result = print();
      castAllowed = outside;
      return result;
    },
    get castAllowed() {
      return castAllowed;
    },
  };
  return printer;
}

/** A comment before a node: on lines of its own, or a block comment in the same line. Keeps a blank line after it. */
function before(text: string, { text: words, span }: Comment): Doc {
  const rest = /^[ \t\r]*(\n[ \t\r]*)?(\n)?/.exec(text.slice(span.end, span.end + 500));
  if (rest?.[1] === undefined && words.endsWith('*/')) return [words, ' '];
  return [freshLine, words, hardLine, rest?.[2] === undefined ? '' : hardLine];
}

function isOnOwnLine(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return text.slice(lineStart, start).trim() === '';
}

/** The text that a node was made from. */
export function sliceOf(printer: Printer, { span }: { readonly span: Span }): string {
  return printer.text.slice(span.start, span.end);
}

/** A name as written: quotes are kept. */
export function identifier(printer: Printer, node: Identifier): string {
  return node.quoted ? sliceOf(printer, node) : node.text;
}

export function dotted(printer: Printer, node: Name): string {
  return node.parts.map((part) => identifier(printer, part)).join('.');
}

/** `(a, b)`. */
export function columnList(printer: Printer, columns: readonly Identifier[]): string {
  return `(${columns.map((column) => identifier(printer, column)).join(', ')})`;
}

/**
 * A list between brackets, on one line or one item a line. It is broken if it was: if the first item began on a line
 * of its own. `padding` stands inside the brackets on one line.
 */
export function bracketed(
  printer: Printer,
  open: string,
  items: readonly { readonly node: { readonly span: Span }; readonly doc: Doc }[],
  close: string,
  padding: Doc = softLine,
): Doc {
  const [first] = items;
  if (first === undefined) return open + close;
  const broken = startsLine(printer, first.node.span.start);
  return group(
    [
      open,
      indent([
        padding,
        join(
          [',', line],
          items.map(({ doc }) => doc),
        ),
      ]),
      padding,
      close,
    ],
    broken,
  );
}

/** Does a place stand first in its line? */
export function startsLine(printer: Printer, start: number): boolean {
  return isOnOwnLine(printer.text, start);
}

/** Is there a line break between two places of the text, comments aside? */
export function brokenBetween(printer: Printer, start: number, end: number): boolean {
  return printer.text.slice(start, end).includes('\n');
}
