import { conversionError } from '../value/failure.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A JSON value with its place in the text, so that parts are given back exactly as they were written. */
export type JsonNode =
  | (Place & { readonly kind: 'object'; readonly members: readonly (readonly [key: string, value: JsonNode])[] })
  | (Place & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Place & { readonly kind: 'string'; readonly value: string })
  | (Place & { readonly kind: 'number' | 'boolean' | 'null' });

const MAX_DEPTH = 1000;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const WORD = /true|false|null/y;

/** Reads JSON by RFC 8259; keeps numbers as text, members in order, and of members with one name each. */
export function parseJson(text: string): JsonNode {
  let at = 0;

  const match = (expression: RegExp): string | null => {
    expression.lastIndex = at;
    const found = expression.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };

  const fail = (reason: string): Error =>
    conversionError(text, 'json', `${reason} (at character ${at + 1})`, 'try_cast(… as json)');

  const take = (character: string): boolean => {
    match(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  const string = (): string | null => {
    const literal = match(STRING);
    return literal === null ? null : (JSON.parse(literal) as string);
  };

  const value = (depth: number): JsonNode => {
    if (depth > MAX_DEPTH) throw fail(`it nests deeper than ${MAX_DEPTH}`);
    match(SPACE);
    const start = at;
    if (take('{')) return { kind: 'object', start, members: list('}', () => member(depth + 1)), end: at };
    if (take('[')) return { kind: 'array', start, items: list(']', () => value(depth + 1)), end: at };
    const content = string();
    if (content !== null) return { kind: 'string', start, value: content, end: at };
    if (match(NUMBER) !== null) return { kind: 'number', start, end: at };
    const word = match(WORD);
    if (word === null) throw fail(at < text.length ? 'a value was expected' : 'it ends too early');
    return { kind: word === 'null' ? 'null' : 'boolean', start, end: at };
  };

  const member = (depth: number): readonly [string, JsonNode] => {
    match(SPACE);
    const key = string();
    if (key === null) throw fail('a member name between double quotes was expected');
    if (!take(':')) throw fail('a `:` was expected');
    return [key, value(depth)];
  };

  const list = <T>(end: string, item: () => T): readonly T[] => {
    const items: T[] = [];
    if (take(end)) return items;
    do items.push(item());
    while (take(','));
    if (!take(end)) throw fail(`a \`,\` or \`${end}\` was expected`);
    return items;
  };

  const root = value(0);
  match(SPACE);
  if (at < text.length) throw fail('something stands behind the value');
  return root;
}

/** The node's text, as it was written. */
export function nodeText(text: string, node: JsonNode): string {
  return text.slice(node.start, node.end);
}

/** A member by name; of several with one name the last, as JSON readers do. */
export function memberOf(node: JsonNode | null, key: string): JsonNode | null {
  return node?.kind === 'object' ? (node.members.findLast(([name]) => name === key)?.[1] ?? null) : null;
}

/** An element by place, negative from the end. */
export function elementAt(node: JsonNode | null, index: number): JsonNode | null {
  return node?.kind === 'array' ? (node.items[index < 0 ? node.items.length + index : index] ?? null) : null;
}
