import { gobiError } from '../../contract/runtime-error.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { TypedExpression, TypedLambda, TypedLocal } from '../../ir/typed-expression.ts';
import { mapParts, parts } from '../typed-parts.ts';
import { dataTypeOf } from './data-type-of.ts';
import type { Environment } from './environment.ts';
import { functionInput } from './inputs.ts';
import { sourcesOf } from './reads-row.ts';

/** A value of the row that an expression reads, and the parameter that stands for it. */
interface Taken {
  readonly value: TypedExpression;
  readonly local: TypedLocal;
}

/**
 * An expression over the row that no scalar says (`try`, a call with a lambda, a slice): a function of the values that it reads of the row,
 * which the caller makes and passes.
 */
export function lowerApplied(
  e: TypedExpression,
  name: string,
  environment: Environment,
  lower: (part: TypedExpression) => Scalar,
): Scalar {
  refuseOuterTables(e, name);
  const taken: Taken[] = [];
  const value = withoutRow(e, new Set(), environment, taken) as TypedExpression;
  const lambda: TypedLambda = {
    kind: 'Lambda',
    parameters: taken.map(({ local }) => local),
    body: { kind: 'expression', value },
    captures: [],
    span: e.span,
    slot: {
      type: { kind: 'function', parameters: taken.map(({ local }) => local.slot), result: e.slot },
      nullable: false,
    },
  };
  return {
    kind: 'apply',
    parameter: functionInput(environment.inputs, name, e, lambda),
    name,
    args: taken.map((each) => lower(each.value)),
    type: dataTypeOf(e.slot.type),
    nullable: e.slot.nullable,
  };
}

/** The node with parameters in the place of what depends on the row. `own`: the sources of the queries between it and the row. */
function withoutRow(node: object, own: ReadonlySet<number>, environment: Environment, taken: Taken[]): object {
  const { kind } = node as { readonly kind?: string };
  if ('slot' in node && isOfRow(node as TypedExpression, own, environment)) {
    const value = node as TypedExpression;
    return { kind: 'Local', local: parameterFor(value, taken), span: value.span, slot: value.slot };
  }
  const inner = kind === 'Query' ? sourcesOf(node, own) : own;
  return mapParts(node, (part) => withoutRow(part, inner, environment, taken));
}

function isOfRow(e: TypedExpression, own: ReadonlySet<number>, environment: Environment): boolean {
  if (e.kind === 'Column') return !own.has(e.source);
  if (e.kind === 'Local' && environment.replaced(e) !== null) return true;
  if (own.size > 0) return false;
  return e.kind === 'Aggregate' || e.kind === 'WindowCall' || e.kind === 'Output' || environment.replaced(e) !== null;
}

function parameterFor(value: TypedExpression, taken: Taken[]): TypedLocal {
  const known = taken.find(
    (each) =>
      value.kind === 'Column' &&
      each.value.kind === 'Column' &&
      each.value.source === value.source &&
      each.value.column === value.column,
  );
  if (known !== undefined) return known.local;
  const name = value.kind === 'Column' ? value.name : 'value';
  // numbers below zero are free: the locals of a routine are numbered from 0
  const local: TypedLocal = { id: -1 - taken.length, name, slot: value.slot, role: 'lambda', assigned: false };
  taken.push({ value, local });
  return local;
}

/** The function runs outside of the query, where its common tables are not. */
function refuseOuterTables(e: TypedExpression, name: string): void {
  const read = new Set<number>();
  const made = new Set<number>();
  const look = (node: object): void => {
    const { kind, cte, ctes } = node as {
      readonly kind?: string;
      readonly cte?: number;
      readonly ctes?: readonly { readonly id: number }[];
    };
    if (kind === 'CteSource' && cte !== undefined) read.add(cte);
    if (kind === 'Query') for (const { id } of ctes ?? []) made.add(id);
    for (const part of parts(node)) look(part);
  };
  look(e);
  if ([...read].some((id) => !made.has(id)))
    throw gobiError('Unsupported', {
      what: `${name} over a column and a table of WITH together`,
      instead: 'join with that table and use its columns',
    });
}
