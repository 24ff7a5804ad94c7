import type { Call } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Select } from '../../ir/syntax-select.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedSource } from '../../ir/typed-query.ts';
import { walk } from '../../ir/walk.ts';
import { callLibrary } from '../calls/library-arguments.ts';
import { meaningOf, newSource, report, type Env } from '../checker.ts';
import { failed, isFailed, literal } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { listSource } from './local-source.ts';

/** The rows that `unnest` in a select list adds to those of FROM, and what each call of it stands for. */
export interface Unnested {
  readonly source: TypedSource | null;
  readonly values: ReadonlyMap<Call, TypedExpression>;
}

/** Whether a call is the `unnest` of a select list: no function is called so. */
export function isUnnest(env: Pick<Env, 'checker'>, node: Expression): node is Call {
  return (
    node.kind === 'Call' &&
    node.callee.kind === 'Identifier' &&
    node.callee.text.toLowerCase() === 'unnest' &&
    meaningOf(env, node.callee) === undefined
  );
}

/** The calls of `unnest` in a select list, but for those in queries and lambdas inside of it. */
export function unnestCalls(env: Env, items: Select['items']): readonly Call[] {
  const calls: Call[] = [];
  for (const { value } of items) {
    if (value.kind === 'Star') continue;
    walk(value, (node) => {
      if (node.kind === 'Query' || node.kind === 'Lambda') return false;
      if (!isUnnest(env, node as Expression)) return;
      calls.push(node as Call);
      return false;
    });
  }
  return calls;
}

/**
 * Puts the lists beside the rows of `from`, which their expressions see: one as rows of its own, several by their places, with NULL where one has ended.
 * `env` sees what the select list sees. Lists that only run time knows stand for values that only run time knows.
 */
export function unnest(env: Env, calls: readonly Call[], from: TypedSource | null): Unnested {
  const lists = calls.map((call) => listOf(env, call));
  const [first] = calls;
  const known = lists.filter((list) => list !== null);
  if (first === undefined || known.length < calls.length) return { source: null, values: new Map() };
  if (known.some(({ slot: { type } }) => type.kind === 'dynamic'))
    return {
      source: from,
      values: new Map(calls.map((each) => [each, literal(null, { kind: 'dynamic' }, each.span)])),
    };
  const call = (name: string, args: readonly TypedExpression[]): TypedExpression =>
    callLibrary(env, name, env.checker.context.library.get(name) ?? [], null, { ...first, args: [] }, args);
  const place = { id: newSource(env), span: first.span, alias: null };
  const only =
    known.length === 1
      ? known[0]!
      : call('range', [
          call(
            'greatest',
            known.map((list) => call('len', [list])),
          ),
        ]);
  const { leaf, columns } = listSource(env, only, place, 'unnest');
  const [column] = columns;
  if (leaf === null || column === undefined) return { source: null, values: new Map() };
  const row: TypedExpression = {
    kind: 'Column',
    source: place.id,
    column: 0,
    name: column.name,
    span: first.span,
    slot: { type: column.type, nullable: column.nullable },
  };
  const source: TypedSource =
    from === null ? leaf : { kind: 'JoinSource', join: 'cross', left: from, right: leaf, on: null, span: first.span };
  const values = calls.map((each, i) => [each, known.length === 1 ? row : call('get', [known[i]!, row])] as const);
  return { source, values: new Map(values) };
}

/** The value that a call stands for; where it has none it is reported. */
export function unnestedValue(env: Env, node: Call): TypedExpression {
  const value = env.query?.unnested?.get(node);
  if (value !== undefined) return { ...value, span: node.span };
  if (env.query?.unnested === undefined) refuseUnnest(env, [node]);
  return failed(node.span);
}

/** PLG1014: `unnest` where it can make no rows. */
export function refuseUnnest(env: Env, calls: readonly Call[]): void {
  const place = 'here: it stands in FROM, or in the select list of a query without groups and windows';
  for (const { callee } of calls) report(env, 'PLG1014', { what: '`unnest`', place }, callee.span);
}

/** The one list of a call; `null` when a mistake was reported. */
function listOf(env: Env, node: Call): TypedExpression | null {
  const [argument] = node.args;
  if (argument === undefined || node.args.length > 1 || argument.value.kind === 'Star') {
    report(
      env,
      'PLG1206',
      { name: 'unnest', given: node.args.length, needed: '1', signature: 'unnest(values T[])' },
      node.span,
    );
    return null;
  }
  const value = asCell(env, check(env, argument.value, null));
  if (isFailed(value)) return null;
  if (value.slot.type.kind === 'list' || value.slot.type.kind === 'dynamic') return value;
  listSource(env, value, { id: newSource(env), span: node.span, alias: null }, 'unnest');
  return null;
}
