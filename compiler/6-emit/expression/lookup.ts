import type { KeyAccess } from '../../contract/dml.ts';
import type { Plan, Project, Scan } from '../../contract/plan.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { PlannedQuery } from '../../ir/planned.ts';
import * as b from '../builder.ts';
import { abi, temp, type FunctionScope } from '../module/function-scope.ts';
import { expressions } from './expression.ts';
import { isDirect, scalar, type Surroundings } from './scalar.ts';

/** A row found by key: an expression that finds it (NULL when there is none) and, after it, the values of the query's columns. */
export interface Found {
  readonly row: b.Expression;
  readonly values: readonly b.Expression[];
}

/** A query that finds one row by a whole key, as a look into the key's index; `null` when its expressions need a plan. */
export function lookup(scope: FunctionScope, planned: PlannedQuery): Found | null {
  const { keyAccess } = planned;
  const shape = keyAccess === null ? null : shapeOf(planned.plan.plan);
  if (keyAccess === null || shape === null) return null;
  const outputs = shape.project === null ? null : shape.project.expressions;
  if (![...keyAccess.values, ...(outputs ?? [])].every(isDirect)) return null;
  const row = temp(scope, 'row');
  const surroundings = {
    ...argumentsOf(scope, planned.arguments),
    column: (index: number) => b.at(row, b.number(index)),
  };
  const keys = keysOf(scope, keyAccess, surroundings);
  const columns = b.array(shape.scan.columns.map((column) => b.number(column)));
  const values =
    outputs === null
      ? shape.scan.fields.map((_, i) => surroundings.column(i))
      : outputs.map((output) => scalar(scope, output, surroundings));
  return {
    row: b.parenthesized(
      b.assignment(row, abi('lookup', 'frame', b.number(keyAccess.table), b.number(keyAccess.key), keys, columns)),
    ),
    values,
  };
}

/** The values of a key. */
export function keysOf(scope: FunctionScope, access: KeyAccess, surroundings: Surroundings): b.Expression {
  return b.array(access.values.map((value) => scalar(scope, value, surroundings)));
}

/** The parameters of a plan: arguments that are not names or literals are evaluated once, before. */
export function argumentsOf(scope: FunctionScope, args: readonly TypedExpression[]): Pick<Surroundings, 'parameters'> {
  const parameters = expressions(scope, args).map((code) => {
    if (b.isTrivial(code)) return code;
    const name = temp(scope);
    scope.prelude.push(b.assign(name, code));
    return b.name(name);
  });
  return { parameters };
}

interface Shape {
  readonly project: Project | null;
  readonly scan: Scan;
}

/** A scan with a filter (the key) and a projection above it at most. */
export function shapeOf(plan: Plan): Shape | null {
  const project = plan.kind === 'project' ? plan : null;
  let below = project === null ? plan : project.input;
  while (below.kind === 'filter') below = below.input;
  return below.kind === 'scan' && below.asOf === null && below.since === undefined ? { project, scan: below } : null;
}
