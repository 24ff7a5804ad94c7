/** A text with places where lines may be broken, to be laid out by `layout.ts`. */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'line'; readonly flat: string | null }
  | { readonly kind: 'fresh-line' }
  | { readonly kind: 'indent'; readonly content: Doc }
  | { readonly kind: 'group'; readonly content: Doc; readonly broken: boolean }
  | { readonly kind: 'comment'; readonly text: string; readonly ownLine: boolean }
  | { readonly kind: 'if-broken'; readonly broken: Doc; readonly flat: Doc };

/** A space, or a line break if the group around it does not fit on its line. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Nothing, or a line break if the group around it does not fit. */
export const softLine: Doc = { kind: 'line', flat: '' };
/** A line break always; the groups around it are broken too. */
export const hardLine: Doc = { kind: 'line', flat: null };

/** A line break unless the line is empty so far. */
export const freshLine: Doc = { kind: 'fresh-line' };

/** Line breaks inside go one level further to the right. */
export function indent(content: Doc): Doc {
  return { kind: 'indent', content };
}

/** Laid out on one line if it fits and `broken` is not asked for, else with all its line breaks. */
export function group(content: Doc, broken = false): Doc {
  return { kind: 'group', content, broken: broken || forcesBreak(content) };
}

/** A comment kept back to the end of the line it falls on, or put on the next line. Forces its groups to break. */
export function comment(text: string, ownLine: boolean): Doc {
  return { kind: 'comment', text, ownLine };
}

/** One of two docs, by whether the group around is broken. */
export function ifBroken(broken: Doc, flat: Doc = ''): Doc {
  return { kind: 'if-broken', broken, flat };
}

export function join(separator: Doc, docs: readonly Doc[]): readonly Doc[] {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

/** Must a group with this content be broken: does it hold a hard line break, or a comment that ends its line? */
function forcesBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(forcesBreak);
  switch (doc.kind) {
    case 'line':
      return doc.flat === null;
    case 'indent':
      return forcesBreak(doc.content);
    case 'group':
      return doc.broken;
    case 'comment':
    case 'fresh-line':
      return true;
    case 'if-broken':
      return false;
  }
}

export function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
