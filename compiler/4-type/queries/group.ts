import type { GroupBy, GroupItem } from '../../ir/syntax-select.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedItem } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { withoutSecret } from '../types/secret.ts';
import { containsAggregate } from './grouping.ts';
import { sameExpression } from './same-expression.ts';
import { clause } from './select.ts';

export interface Grouping {
  readonly keys: readonly TypedExpression[];
  readonly sets: readonly (readonly number[])[] | null;
}

/** GROUP BY: keys by name, position or expression; `all` takes the items without aggregates; ROLLUP, CUBE and GROUPING SETS as sets of keys. */
export function checkGroupBy(env: Env, node: GroupBy | undefined, items: readonly TypedItem[]): Grouping {
  if (node === undefined) return { keys: [], sets: null };
  if (node.all)
    return { keys: items.map((item) => item.value).filter((value) => !containsAggregate(value)), sets: null };
  const keys: TypedExpression[] = [];
  const inside = clause(env, 'GROUP BY');
  let sets: readonly (readonly number[])[] = [[]];
  let plain = true;
  for (const item of node.items) {
    const alternatives = setsOf(inside, item, keys, items);
    if (item.kind === 'Rollup' || item.kind === 'Cube' || item.kind === 'GroupingSets') plain = false;
    sets = sets.flatMap((set) => alternatives.map((each) => [...new Set([...set, ...each])]));
  }
  return { keys, sets: plain ? null : sets };
}

/** The sets of keys that an item stands for, as positions among the keys. */
function setsOf(
  env: Env,
  item: GroupItem,
  keys: TypedExpression[],
  items: readonly TypedItem[],
): readonly (readonly number[])[] {
  switch (item.kind) {
    case 'Rollup': {
      const parts = item.items.map((each) => partOf(env, each, keys, items));
      return Array.from({ length: parts.length + 1 }, (_, n) => parts.slice(0, parts.length - n).flat());
    }
    case 'Cube': {
      const parts = item.items.map((each) => partOf(env, each, keys, items));
      return Array.from({ length: 2 ** parts.length }, (_, mask) =>
        parts.filter((__, i) => ((mask >> (parts.length - 1 - i)) & 1) === 0).flat(),
      );
    }
    case 'GroupingSets':
      return item.items.flatMap((each) => setsOf(env, each, keys, items));
    default:
      return [partOf(env, item, keys, items)];
  }
}

/** One key, or several in parentheses. */
function partOf(
  env: Env,
  item: Exclude<GroupItem, { kind: 'Rollup' | 'Cube' | 'GroupingSets' }>,
  keys: TypedExpression[],
  items: readonly TypedItem[],
): readonly number[] {
  const nodes = item.kind === 'Tuple' ? item.elements : [item];
  return nodes.map((node) => {
    const key = keyOf(env, node, items);
    const known = keys.findIndex((each) => sameExpression(each, key));
    return known >= 0 ? known : keys.push(key) - 1;
  });
}

function keyOf(env: Env, node: Parameters<typeof check>[1], items: readonly TypedItem[]): TypedExpression {
  if (node.kind === 'NumberLiteral' && node.form === 'integer') {
    const item = items[Number(node.text) - 1];
    if (item === undefined) {
      report(env, 'PLG1317', { position: Number(node.text), count: items.length, clause: 'GROUP BY' }, node.span);
      return failed(node.span);
    }
    return aggregateFree(env, item.value, node.span);
  }
  return aggregateFree(env, asCell(env, check(env, node, null)), node.span);
}

/** A position or alias may lead to an aggregate, which is no key. */
function aggregateFree(env: Env, value: TypedExpression, span: TypedExpression['span']): TypedExpression {
  withoutSecret(env, value, 'GROUP BY');
  if (!containsAggregate(value)) return value;
  report(env, 'PLG1315', { name: value.kind === 'Aggregate' ? value.operation : 'in it', clause: 'GROUP BY' }, span);
  return failed(span);
}
