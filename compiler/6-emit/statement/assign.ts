import type { TypedAssign } from '../../ir/typed-statement.ts';
import * as b from '../builder.ts';
import { expression, expressions } from '../expression/expression.ts';
import { abi, temp, variable, type FunctionScope } from '../module/function-scope.ts';
import { startsOwned } from './owned.ts';

/**
 * Assignment to a local or a part of it. Lists and structs are values: the local's own copy changes, made when others may hold the value too (`x$own`).
 * Parts of parts are copied along the path.
 */
export function assign(scope: FunctionScope, s: TypedAssign): b.Statement[] {
  const name = variable(scope, s.local);
  const [step, ...rest] = s.path;
  if (step === undefined) return [b.assign(name, expression(scope, s.value)), ...startsOwned(scope, s.local, s.value)];
  const { steps, value } = evaluated(scope, s);
  const own = scope.owned.get(s.local)!;
  const target = part(b.name(name), steps[0]!);
  const inner = rest.length === 0 ? value : replaced(target, steps.slice(1), value);
  const ensure = b.when(b.unary('!', own), [
    b.assign(name, abi(step.kind === 'field' ? 'copyStruct' : 'copyList', name)),
    b.assign(own, b.boolean(true)),
  ]);
  const store =
    step.kind === 'field'
      ? b.assign(b.property(name, `$${step.name}`), inner)
      : b.run(abi('setElement', name, steps[0]!.index!, inner));
  return [ensure, store];
}

interface Step {
  readonly field: string | null;
  readonly index: b.Expression | null;
}

/** Indexes and the value, evaluated in the order in which they are written, each once. */
function evaluated(
  scope: FunctionScope,
  s: TypedAssign,
): { readonly steps: readonly Step[]; readonly value: b.Expression } {
  const indexes = s.path.flatMap((step) => (step.kind === 'index' ? [step.index] : []));
  const codes = expressions(scope, [...indexes, s.value]).map((code) => {
    if (b.isTrivial(code)) return code;
    const name = temp(scope);
    scope.prelude.push(b.assign(name, code));
    return b.name(name);
  });
  let next = 0;
  const steps = s.path.map((step): Step =>
    step.kind === 'field' ? { field: step.name, index: null } : { field: null, index: codes[next++]! },
  );
  return { steps, value: codes.at(-1)! };
}

/** The container with the part at the end of `steps` replaced: a copy at each step. */
function replaced(container: b.Expression, steps: readonly Step[], value: b.Expression): b.Expression {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const inner = replaced(part(container, step), rest, value);
  return step.field === null
    ? abi('withElement', container, step.index!, inner)
    : abi('withField', container, b.string(`$${step.field}`), inner);
}

function part(container: b.Expression, step: Step): b.Expression {
  return step.field === null ? abi('element', container, step.index!) : b.property(container, `$${step.field}`);
}
