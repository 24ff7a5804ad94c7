import type { DataType } from '../../contract/data-type.ts';
import type { TypedAssign } from '../../ir/typed-statement.ts';
import * as b from '../builder.ts';
import { expression, expressions } from '../expression/expression.ts';
import { abi, temp, variable, type FunctionScope } from '../module/function-scope.ts';
import { startsOwned } from './owned.ts';

/**
 * Assignment to a local or a part of it. Lists, maps and structs are values: the local's own copy changes, made when others may hold the value too (`x$own`).
 * Parts of parts are copied along the path.
 */
export function assign(scope: FunctionScope, s: TypedAssign): b.Statement[] {
  const name = variable(scope, s.local);
  const [step, ...rest] = s.path;
  if (step === undefined) return [b.assign(name, expression(scope, s.value)), ...startsOwned(scope, s.local, s.value)];
  const { steps, value } = evaluated(scope, s);
  const own = scope.owned.get(s.local)!;
  const target = part(scope, b.name(name), steps[0]!);
  const inner = rest.length === 0 ? value : replaced(scope, target, steps.slice(1), value);
  const ensure = b.when(b.unary('!', own), [b.assign(name, abi(copyOf(step), name)), b.assign(own, b.boolean(true))]);
  const store =
    step.kind === 'field'
      ? b.assign(b.property(name, `$${step.name}`), inner)
      : b.run(abi(step.keys === null ? 'setElement' : 'setEntry', ...place(scope, b.name(name), steps[0]!), inner));
  return [ensure, store];
}

interface Step {
  readonly field: string | null;
  readonly index: b.Expression | null;
  readonly keys: DataType | null;
}

function copyOf(step: TypedAssign['path'][number]): string {
  if (step.kind === 'field') return 'copyStruct';
  return step.keys === null ? 'copyList' : 'copyMap';
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
    step.kind === 'field'
      ? { field: step.name, index: null, keys: null }
      : { field: null, index: codes[next++]!, keys: step.keys },
  );
  return { steps, value: codes.at(-1)! };
}

/** The container with the part at the end of `steps` replaced: a copy at each step. */
function replaced(
  scope: FunctionScope,
  container: b.Expression,
  steps: readonly Step[],
  value: b.Expression,
): b.Expression {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const inner = replaced(scope, part(scope, container, step), rest, value);
  if (step.field !== null) return abi('withField', container, b.string(`$${step.field}`), inner);
  return abi(step.keys === null ? 'withElement' : 'withEntry', ...place(scope, container, step), inner);
}

function part(scope: FunctionScope, container: b.Expression, step: Step): b.Expression {
  if (step.field !== null) return b.property(container, `$${step.field}`);
  return abi(step.keys === null ? 'element' : 'mapValue', ...place(scope, container, step));
}

/** What leads into a list or a map: itself and the place, for a map behind the order of its keys. */
function place(scope: FunctionScope, container: b.Expression, { index, keys }: Step): b.Expression[] {
  if (keys === null) return [container, index!];
  return [b.name(scope.module.constant('order$', 'comparator', [keys])), container, index!];
}
