import type { Plan } from '../../compiler/contract/plan.ts';
import type { Scalar } from '../../compiler/contract/scalar.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Value } from '../columnar/value.ts';
import { constantValue, scalarValue } from '../execution/query/scalar-value.ts';
import type { CompiledText } from './build.ts';

/** The value of `select <expression> as value` when it is a constant; `undefined` when it calls or reads anything. */
export function constantOf(query: string, compile: (query: string) => CompiledText): Value | undefined {
  const plan = compile(query).manifest.queries[0];
  const scalar = plan === undefined ? null : onlyScalar(plan.plan);
  if (scalar === null) return undefined;
  try {
    return scalarValue(
      scalar,
      plan!.parameters.map((parameter) =>
        parameter.kind === 'scalar' ? constantValue(parameter.value ?? null) : null,
      ),
    );
  } catch (error) {
    if (error instanceof GobiError && error.exception === 'Unsupported') return undefined;
    throw error;
  }
}

function onlyScalar(plan: Plan): Scalar | null {
  if (plan.kind === 'project' && plan.input.kind === 'values') return plan.expressions[0] ?? null;
  return plan.kind === 'values' ? (plan.rows[0]?.[0] ?? null) : null;
}
