import { children } from '../ir/walk.ts';
import { chainOperands, isLogical } from './precedence.ts';
import type { Syntax, SyntaxKind } from '../ir/syntax.ts';
import type { Comment } from '../ir/tokens.ts';

/** Where the comments of a file go: before a node on lines of their own, behind it on its last line, or inside. */
export interface AttachedComments {
  readonly leading: ReadonlyMap<Syntax, readonly Comment[]>;
  readonly trailing: ReadonlyMap<Syntax, readonly Comment[]>;
  /** In a block or file without statements. */
  readonly inside: ReadonlyMap<Syntax, readonly Comment[]>;
}

/** Nodes that are not statements and that begin where a line may be broken. */
const parts: ReadonlySet<SyntaxKind> = new Set<SyntaxKind>([
  'SelectItem',
  'Source',
  'CommonTable',
  'ValuesRow',
  'CaseBranch',
  'StructField',
  'Option',
  'Parameter',
  'ColumnDefinition',
  'MatchArm',
  'CatchArm',
  'FieldPattern',
]);

/** Gives every comment to the node that it seems to speak of. */
export function attachComments(root: Syntax, comments: readonly Comment[], text: string): AttachedComments {
  const leading = new Map<Syntax, Comment[]>();
  const trailing = new Map<Syntax, Comment[]>();
  const inside = new Map<Syntax, Comment[]>();
  const places = new Map<Syntax, readonly Syntax[]>();
  for (const comment of comments) {
    const { start, end } = comment.span;
    let holder = root;
    let before: Syntax | undefined;
    let after: Syntax | undefined;
    for (let deeper: Syntax | undefined = root; deeper !== undefined;) {
      holder = deeper;
      const below = placesIn(holder, places);
      const next = firstEndingAfter(below, start);
      after = below[next];
      before = below[next - 1];
      deeper = after !== undefined && after.span.start < start ? after : undefined;
    }
    if (after !== undefined && after.span.start < end) after = undefined;
    const rest = text.slice(end, end + 500);
    const ownLine = /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 500), start));
    const endsLine = /^[ \t\r]*(\n|$)/.test(rest);
    const sameLine = before !== undefined && !text.slice(before.span.end, start).includes('\n');
    const beforeBlock = /^\s*(\{|then\b)/i.test(rest);
    const belongsBefore = ownLine && after !== undefined && hasCode(text.slice(end, after.span.start));
    if (!ownLine && endsLine && sameLine && !beforeBlock && before !== undefined) add(trailing, before, comment);
    else if (before !== undefined && belongsBefore) add(trailing, before, comment);
    else if (after !== undefined) add(leading, after, comment);
    else if (before !== undefined) add(trailing, before, comment);
    else if (holder.kind === 'Block' || holder.kind === 'Program') add(inside, holder, comment);
    else add(ownLine || !endsLine ? leading : trailing, holder, comment);
  }
  return { leading, trailing, inside };
}

/** Is there more than white space and comments in a text? */
function hasCode(text: string): boolean {
  return /\S/.test(text.replace(/(--|\/\/|#)[^\n]*|\/\*[^]*?\*\//g, ''));
}

function add(map: Map<Syntax, Comment[]>, node: Syntax, comment: Comment): void {
  const list = map.get(node);
  if (list === undefined) map.set(node, [comment]);
  else list.push(comment);
}

/** The nearest nodes below that may have comments, in the order of the text. */
function placesIn(node: Syntax, known: Map<Syntax, readonly Syntax[]>): readonly Syntax[] {
  let found = known.get(node);
  if (found === undefined) {
    const list: Syntax[] = [];
    collect(node, list);
    known.set(node, (found = list.sort((a, b) => a.span.start - b.span.start)));
  }
  return found;
}

function collect(node: Syntax, found: Syntax[]): void {
  const holdsStatements = node.kind === 'Block' || node.kind === 'Program';
  for (const child of children(node)) {
    if (holdsStatements || parts.has(child.kind) || (child.kind === 'Block' && child.statements.length === 0)) {
      if (child.span.end > child.span.start) found.push(child);
    } else if (child.kind === 'Binary' && isLogical(child.operator)) {
      const [first, ...others] = chainOperands(child);
      // What RETURN and THROW are given begins on their line.
      if (first !== undefined && (node.kind === 'Return' || node.kind === 'Throw')) collect(first, found);
      else if (first !== undefined) found.push(first);
      found.push(...others);
    } else collect(child, found);
  }
}

function firstEndingAfter(nodes: readonly Syntax[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as Syntax).span.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
