import type { TypedAggregate, TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { childrenOf } from '../expressions/children.ts';
import type { ScopeSource } from './query-scope.ts';
import { sameExpression } from './same-expression.ts';

/** Whether an aggregate is somewhere in the expression, not counting subqueries and windows. */
export function containsAggregate(value: TypedExpression): boolean {
  return value.kind === 'Aggregate' || childrenOf(value).some(containsAggregate);
}

/** Where PLG1314 was given in a query: of `*` once, and without GROUP BY once. */
export interface Ungrouped {
  readonly spans: Set<number>;
  readonly once: boolean;
}

/** PLG1314 for columns that are neither keys, nor inside an aggregate, nor decided by a whole primary key among the keys. */
export function requireGrouped(
  env: Env,
  value: TypedExpression,
  keys: readonly TypedExpression[],
  sources: readonly ScopeSource[],
  ungrouped: Ungrouped,
): void {
  const covered = new Set(sources.filter((source) => isCovered(source, keys)).map((source) => source.id));
  const own = new Set(sources.map((source) => source.id));
  const reported = new Set<string>();
  const visit = (node: TypedExpression): void => {
    if (node.kind === 'Aggregate') return requireKeys(env, node, keys);
    if (keys.some((key) => sameExpression(key, node))) return;
    if (node.kind === 'Column') {
      if (!own.has(node.source) || covered.has(node.source) || reported.has(node.name)) return;
      reported.add(node.name);
      const { spans, once } = ungrouped;
      if (spans.has(node.span.start) || (once && spans.size > 0)) return;
      spans.add(node.span.start);
      report(env, 'PLG1314', { column: node.name }, node.span);
      return;
    }
    if (node.kind === 'Subquery' || node.kind === 'QueryValue') columnsIn(node.query, own).forEach(visit);
    childrenOf(node).forEach(visit);
  };
  visit(value);
}

/** PLG1343 for what `grouping` is asked about and is no key. */
function requireKeys(env: Env, { operation, args }: TypedAggregate, keys: readonly TypedExpression[]): void {
  if (operation !== 'grouping') return;
  const other = args.find((arg) => !keys.some((key) => sameExpression(key, arg)));
  if (other !== undefined) report(env, 'PLG1343', { name: '`grouping`', keys: keys.length }, other.span);
}

/** The columns of some sources that a query refers to from inside. */
function columnsIn(node: unknown, sources: ReadonlySet<number>): readonly TypedExpression[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => columnsIn(item, sources));
  const { kind, source } = node as { kind?: unknown; source?: unknown };
  if (kind === 'Column') return typeof source === 'number' && sources.has(source) ? [node as TypedExpression] : [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'slot' || key === 'span' ? [] : columnsIn(value, sources),
  );
}

function isCovered(source: ScopeSource, keys: readonly TypedExpression[]): boolean {
  return (
    source.key !== null &&
    source.key.length > 0 &&
    source.key.every((column) =>
      keys.some((key) => key.kind === 'Column' && key.source === source.id && key.column === column),
    )
  );
}
