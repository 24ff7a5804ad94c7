import type { Syntax } from './syntax.ts';

/** Do two trees say the same, wherever in their texts they stand? */
export function sameTree(a: Syntax, b: Syntax): boolean {
  const pending: [unknown, unknown][] = [[a, b]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [left, right] = pair;
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
      if (left !== right) return false;
      continue;
    }
    const keys = meaningful(left);
    if (keys.length !== meaningful(right).length) return false;
    for (const key of keys) pending.push([(left as Fields)[key], (right as Fields)[key]]);
  }
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a node, or the places of a list, that are no places of the text. */
function meaningful(value: object): string[] {
  return Object.keys(value).filter((key) => key !== 'span' && key !== 'operatorSpan' && key !== 'file');
}
