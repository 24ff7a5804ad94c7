import { nodeText, type JsonNode } from './parse-json.ts';

/** A JSON value together with the text it was read from. */
export interface JsonDocument {
  readonly text: string;
  readonly node: JsonNode;
}

const at = (document: JsonDocument, node: JsonNode): JsonDocument => ({ text: document.text, node });

/** Whether two values are the same: members in any order, numbers by value, whatever their spelling. */
export function sameJson(left: JsonDocument, right: JsonDocument): boolean {
  const [a, b] = [left.node, right.node];
  if (a.kind !== b.kind) return false;
  if (a.kind === 'object' && b.kind === 'object') {
    const others = new Map(b.members);
    return (
      new Map(a.members).size === others.size &&
      a.members.every(([key, value]) => others.has(key) && sameJson(at(left, value), at(right, others.get(key)!)))
    );
  }
  if (a.kind === 'array' && b.kind === 'array')
    return (
      a.items.length === b.items.length && a.items.every((item, i) => sameJson(at(left, item), at(right, b.items[i]!)))
    );
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value;
  if (a.kind === 'number') return numberIdentity(nodeText(left.text, a)) === numberIdentity(nodeText(right.text, b));
  return nodeText(left.text, a) === nodeText(right.text, b);
}

/** Whether `part` is in `whole`: every member of an object, some element for every element of an array, otherwise the same value. */
export function containsJson(whole: JsonDocument, part: JsonDocument): boolean {
  const [a, b] = [whole.node, part.node];
  if (a.kind === 'object' && b.kind === 'object') {
    const members = new Map(a.members);
    return b.members.every(
      ([key, value]) => members.has(key) && containsJson(at(whole, members.get(key)!), at(part, value)),
    );
  }
  if (a.kind === 'array') {
    const wanted = b.kind === 'array' ? b.items : [b];
    // An array within an array holds a single value only as an array of its own.
    const mayHold = (item: JsonNode, value: JsonNode): boolean => item.kind !== 'array' || value.kind === 'array';
    return wanted.every((value) =>
      a.items.some((item) => mayHold(item, value) && containsJson(at(whole, item), at(part, value))),
    );
  }
  return sameJson(whole, part);
}

/** One text for all spellings of a number: its digits without zeros at either end, and the place of the point. */
function numberIdentity(text: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(
    text,
  ) as unknown as string[];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return '0';
  const point = BigInt(exponent!) - BigInt(fraction.length);
  const significant = digits.replace(/0+$/, '');
  return `${sign}${significant}e${point + BigInt(digits.length - significant.length)}`;
}

/** RFC 7396: members of the patch replace or join those of the target, null removes; anything but an object replaces the whole. */
export function mergePatch(target: JsonDocument | null, patch: JsonDocument): string {
  if (patch.node.kind !== 'object') return nodeText(patch.text, patch.node);
  const members = new Map<string, string>();
  const old = new Map<string, JsonNode>(target?.node.kind === 'object' ? target.node.members : []);
  for (const [key, value] of old) members.set(key, nodeText(target!.text, value));
  for (const [key, value] of patch.node.members) {
    const before = old.get(key);
    if (value.kind === 'null') members.delete(key);
    else members.set(key, mergePatch(before === undefined ? null : at(target!, before), at(patch, value)));
  }
  return `{${Array.from(members, ([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

/** The value with (`indent` 2) or without (0) white space. */
export function layOut(document: JsonDocument, indent: number, depth = 0): string {
  const { node } = document;
  const [open, close, gap] =
    indent === 0 ? ['', '', ''] : [`\n${' '.repeat(indent * (depth + 1))}`, `\n${' '.repeat(indent * depth)}`, ' '];
  if (node.kind === 'object' && node.members.length > 0) {
    return `{${open}${node.members.map(([key, value]) => `${JSON.stringify(key)}:${gap}${layOut(at(document, value), indent, depth + 1)}`).join(`,${open}`)}${close}}`;
  }
  if (node.kind === 'array' && node.items.length > 0)
    return `[${open}${node.items.map((item) => layOut(at(document, item), indent, depth + 1)).join(`,${open}`)}${close}]`;
  return node.kind === 'object' ? '{}' : node.kind === 'array' ? '[]' : nodeText(document.text, node);
}
