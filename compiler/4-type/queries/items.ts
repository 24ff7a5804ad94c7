import type { Expression } from '../../ir/syntax-expression.ts';
import type { Star } from '../../ir/syntax-call.ts';
import type { Select, SelectItem } from '../../ir/syntax-select.ts';
import type { TypedItem } from '../../ir/typed-query.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { report, textOf, type Env } from '../checker.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { narrowed } from '../expressions/reference.ts';
import { columnOf, unknownSource } from './columns.ts';
import type { ScopeSource } from './query-scope.ts';

/** The items of a select list, stars expanded. */
export function checkItems(env: Env, node: Pick<Select, 'items'>): readonly TypedItem[] {
  return node.items.flatMap((item) =>
    item.value.kind === 'Star' ? expandStar(env, item.value) : [checkItem(env, item, item.value)],
  );
}

function checkItem(env: Env, item: SelectItem, node: Expression): TypedItem {
  const value = asCell(env, check(env, node, null));
  return { name: item.alias?.text ?? nameOf(env, node), value };
}

/** The name of a column that has no alias: that of the column, field or function it comes from, otherwise its text. */
export function nameOf(env: Env, node: Expression): string {
  switch (node.kind) {
    case 'Identifier':
      return node.text;
    case 'Interpolation':
      return node.name.text;
    case 'Member':
      return node.property.text;
    case 'Cast':
      return nameOf(env, node.operand);
    case 'Call':
      if (node.callee.kind === 'Identifier' || node.callee.kind === 'AtName') return node.callee.text.toLowerCase();
      return node.callee.kind === 'Member' ? node.callee.property.text.toLowerCase() : 'value';
    default:
      return textOf(env, node).replaceAll(/\s+/g, ' ');
  }
}

/** `*`, `t.*`, with EXCLUDE and REPLACE. Columns that USING merged come first and once. */
function expandStar(env: Env, star: Star): readonly TypedItem[] {
  const { query } = env;
  if (query === null || (query.sources.length === 0 && star.qualifier === undefined)) {
    report(env, 'PLG1325', {}, star.span);
    return [];
  }
  const sources =
    star.qualifier === undefined
      ? query.sources.filter((source) => source.hidden === null)
      : qualified(env, star, star.qualifier.parts.at(-1)?.text ?? '');
  const merged =
    star.qualifier === undefined
      ? query.mergedColumns.map(({ name, value }): TypedItem => ({ name, value: { ...value, span: star.span } }))
      : [];
  const own = sources.flatMap((source) =>
    source.columns.flatMap((column, index): readonly TypedItem[] => {
      if (star.qualifier === undefined && source.merged.has(column.name.toLowerCase())) return [];
      return [{ name: column.name, value: narrowed(env, columnOf(source, index, star.span)) }];
    }),
  );
  return adapt(
    env,
    star,
    [...merged, ...own],
    sources.some((source) => source.dynamic),
  );
}

function qualified(env: Env, star: Star, name: string): readonly ScopeSource[] {
  for (let scope = env.query; scope !== null; scope = scope.parent) {
    const source = scope.sources.find((each) => each.name?.toLowerCase() === name.toLowerCase());
    if (source === undefined) continue;
    if (source.hidden === null) return [source];
    report(env, 'PLG1326', { table: name, join: source.hidden }, star.span);
    return [];
  }
  report(env, 'PLG1321', unknownSource(env, name), star.qualifier?.parts.at(-1)?.span ?? star.span);
  return [];
}

function adapt(env: Env, star: Star, items: readonly TypedItem[], dynamic: boolean): readonly TypedItem[] {
  const excluded = new Set(star.exclude.map((name) => name.text.toLowerCase()));
  const replaced = new Map(
    star.replace.flatMap((item) =>
      item.value.kind === 'Star' || item.alias === undefined
        ? []
        : [[item.alias.text.toLowerCase(), item.value] as const],
    ),
  );
  const known = new Set(items.map((item) => item.name.toLowerCase()));
  const missing = (name: string): boolean => !known.has(name.toLowerCase()) && !dynamic;
  for (const name of star.exclude) if (missing(name.text)) reportColumn(env, name.text, name.span, items);
  for (const { alias } of star.replace)
    if (alias !== undefined && missing(alias.text)) reportColumn(env, alias.text, alias.span, items);
  return items.flatMap((item): readonly TypedItem[] => {
    const key = item.name.toLowerCase();
    if (excluded.has(key)) return [];
    const node = replaced.get(key);
    return node === undefined ? [item] : [{ name: item.name, value: asCell(env, check(env, node, null)) }];
  });
}

function reportColumn(env: Env, column: string, span: Star['span'], items: readonly TypedItem[]): void {
  report(
    env,
    'PLG1302',
    {
      table: env.query?.sources[0]?.name ?? '',
      column,
      nearest: suggest(
        column,
        items.map((item) => item.name),
      ),
    },
    span,
  );
}
