import type { Token } from '../../../../../compiler/index.ts';

/** A table that a statement reads or writes, as it is written. */
export interface NamedSource {
  /** Parts of the name; for a file its path alone. */
  readonly name: readonly string[];
  readonly isFile: boolean;
  readonly alias: string | null;
}

const BEFORE: ReadonlySet<string> = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE', 'USING']);
const NO_ALIAS: ReadonlySet<string> = new Set(['Identifier', 'QuotedName']);

/** The tables of a statement's FROM, JOIN, INTO, UPDATE and USING, with their aliases. Queries in parentheses give only their alias. */
export function sourcesIn(tokens: readonly Token[]): readonly NamedSource[] {
  const sources: NamedSource[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!BEFORE.has(tokens[i]!.kind)) continue;
    let at = i + 1;
    for (;;) {
      const found = sourceAt(tokens, at);
      if (found === null) break;
      if (found.source !== null) sources.push(found.source);
      at = found.end;
      if (tokens[i]!.kind !== 'FROM' || tokens[at]?.kind !== 'Comma') break;
      at++;
    }
  }
  return sources;
}

function sourceAt(
  tokens: readonly Token[],
  from: number,
): { readonly source: NamedSource | null; readonly end: number } | null {
  const first = tokens[from];
  if (first === undefined) return null;
  let at = from;
  let name: string[] = [];
  if (first.kind === 'String') {
    name = [first.text.slice(1, -1)];
    at++;
  } else if (first.kind === 'LeftParen') {
    at = behindParentheses(tokens, from);
  } else {
    while (isName(tokens[at])) {
      name.push(nameText(tokens[at]!));
      at++;
      if (tokens[at]?.kind !== 'Dot') break;
      at++;
    }
    if (name.length === 0) return null;
    if (tokens[at]?.kind === 'LeftParen') {
      name = [];
      at = behindParentheses(tokens, at);
    }
  }
  if (tokens[at]?.kind === 'AS') at++;
  const behind = tokens[at];
  const alias = behind !== undefined && NO_ALIAS.has(behind.kind) ? nameText(behind) : null;
  const source = name.length === 0 && alias === null ? null : { name, isFile: first.kind === 'String', alias };
  return { source, end: alias === null ? at : at + 1 };
}

/** The token behind the one that closes the parenthesis of another. */
function behindParentheses(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.kind === 'LeftParen') depth++;
    else if (tokens[at]!.kind === 'RightParen' && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Soft keywords are names, too: their kinds are their texts in capitals. */
export function isName(token: Token | undefined): boolean {
  return (
    token !== undefined && (token.kind === 'Identifier' || token.kind === 'QuotedName' || SOFT_NAME.test(token.text))
  );
}

/** What words that are no keyword of a clause look like. */
const SOFT_NAME =
  /^(?!(?:select|from|where|group|having|order|by|join|on|as|and|or|not|in|left|right|full|inner|anti|semi|cross|natural|set|values|union|intersect|except|limit|offset|window|qualify|using|returning|then|when|with|lateral|unnest)$)[a-z_]\w*$/i;

/** A name without its quotes. */
export function nameText({ kind, text }: Token): string {
  return kind === 'QuotedName' ? text.slice(1, text.endsWith('`') && text.length > 1 ? -1 : undefined) : text;
}
