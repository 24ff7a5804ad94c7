import type { Join } from '../../ir/syntax-source.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import type { CheckedSource } from './sources.ts';

const ORDERS: ReadonlySet<string> = new Set(['less', 'less_equal', 'greater', 'greater_equal']);

/** Whether an ASOF join can be made: inner or left, with one order between the sides and else only equalities. What cannot is reported. */
export function requireAsof(
  env: Env,
  node: Join,
  condition: TypedExpression | null,
  left: CheckedSource,
  right: CheckedSource,
): boolean {
  const refuse = (what: string, place: string, { span }: { span: Join['span'] }): false => {
    report(env, 'PLG1014', { what, place }, span);
    return false;
  };
  if (node.type !== 'inner' && node.type !== 'left')
    return refuse(`\`asof ${node.type} join\``, 'in FROM: write `asof join` or `asof left join`', node.right);
  if (node.natural) return refuse('`natural`', 'before `asof join`: write `on` or `using`', node.right);
  if (isLateral(node.right)) return refuse('a source that sees the rows beside it', 'in an `asof join`', node.right);
  // with columns that only run time knows the condition is looked at then
  const dynamic = [...left.sources, ...right.sources].some((source) => source.dynamic);
  if (condition === null || isFailed(condition) || dynamic) return true;
  const terms = termsOf(condition);
  const lefts = new Set(left.sources.map(({ id }) => id));
  const rights = new Set(right.sources.map(({ id }) => id));
  const isBetween = (term: TypedExpression): boolean => {
    if (term.kind !== 'Operation') return false;
    const [a, b] = term.args.map((arg) => sideOf(arg, lefts, rights));
    return (a === 'left' && b === 'right') || (a === 'right' && b === 'left');
  };
  const operations = terms.map((term) => (term.kind === 'Operation' && isBetween(term) ? term.operation : null));
  const orders = operations.filter((operation) => operation !== null && ORDERS.has(operation)).length;
  const equalities = operations.filter((operation) => operation === 'equal').length;
  if (orders === 1 && orders + equalities === terms.length) return true;
  return refuse(
    'this condition',
    'in an `asof join`: it takes one of `<`, `<=`, `>`, `>=` between both sides, and else `=` between them, joined by `and`',
    condition,
  );
}

type Ids = ReadonlySet<number>;

function termsOf(condition: TypedExpression): readonly TypedExpression[] {
  return condition.kind === 'Operation' && condition.operation === 'and'
    ? condition.args.flatMap(termsOf)
    : [condition];
}

/** The side whose columns an expression has; `null` of none or both, or where a query in it could see both. */
function sideOf(value: TypedExpression, lefts: Ids, rights: Ids): 'left' | 'right' | null {
  const found = new Set<'left' | 'right' | 'query'>();
  const look = (node: object): void => {
    const { kind, source } = node as { readonly kind?: string; readonly source?: number };
    if (kind === 'Query') found.add('query');
    if (kind === 'Column' && source !== undefined && lefts.has(source)) found.add('left');
    if (kind === 'Column' && source !== undefined && rights.has(source)) found.add('right');
    for (const part of Object.values(node)) if (typeof part === 'object' && part !== null) look(part as object);
  };
  look(value);
  const [only] = found;
  return found.size === 1 && only !== 'query' ? (only ?? null) : null;
}

function isLateral(node: Join['right']): boolean {
  if (node.kind !== 'Source') return false;
  const { kind } = node.relation;
  return node.lateral || kind === 'UnnestSource' || kind === 'FunctionSource' || kind === 'ListLiteral';
}
