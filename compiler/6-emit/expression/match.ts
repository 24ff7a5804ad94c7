import type { DataType } from '../../contract/data-type.ts';
import { isDataType, type TypeSlot } from '../../contract/type.ts';
import { assertNever } from '../../source/assert-never.ts';
import type { TypedLocal, TypedMatch, TypedMatchArm, TypedPattern } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, branch, choose, temp, type FunctionScope } from '../module/function-scope.ts';
import { armValue } from './arm.ts';
import { comparison } from './comparison.ts';
import { condition, expression } from './expression.ts';
import { equalsNatively } from './type-facts.ts';

/** The value of the first arm whose pattern fits; `MatchError` when none does. */
export function match(scope: FunctionScope, e: TypedMatch): b.Expression {
  const code = expression(scope, e.subject);
  const subject = b.isTrivial(code) && e.subject.kind !== 'Local' ? code : b.name(temp(scope, 'subject'));
  if (subject !== code) scope.prelude.push(b.assign(subject, code));
  return arms(scope, e.arms, subject, e.subject.slot);
}

function arms(
  scope: FunctionScope,
  list: readonly TypedMatchArm[],
  subject: b.Expression,
  slot: TypeSlot,
): b.Expression {
  const [arm, ...rest] = list;
  if (arm === undefined) return abi('noMatch', b.name(scope.module.constant('show$', 'shower', [slot])), subject);
  const tests = arm.patterns.map((pattern) => test(scope, pattern, subject, slot));
  const anyFits = tests.includes(null)
    ? null
    : (tests as b.Expression[]).reduce((all, each) => b.binary(all, '||', each));
  const bindings = anyFits === null ? bindingOf(scope, arm.patterns, subject) : null;
  const guard = arm.guard;
  const body = (): b.Expression => armValue(scope, arm.body);
  if (bindings !== null) scope.prelude.push(bindings);
  if (anyFits === null && guard === null) return body();
  if (anyFits === null)
    return choose(
      scope,
      condition(scope, guard!),
      branch(scope, body),
      branch(scope, () => arms(scope, rest, subject, slot)),
    );
  if (guard === null)
    return choose(
      scope,
      anyFits,
      branch(scope, body),
      branch(scope, () => arms(scope, rest, subject, slot)),
    );
  const guarded = branch(scope, () => condition(scope, guard));
  const fits =
    guarded.statements.length === 0
      ? b.binary(anyFits, '&&', guarded.code)
      : choose(scope, anyFits, guarded, { statements: [], code: b.boolean(false) });
  return choose(
    scope,
    fits,
    branch(scope, body),
    branch(scope, () => arms(scope, rest, subject, slot)),
  );
}

/** A pattern that is only a name fits always: the name is bound before the arm. */
function bindingOf(scope: FunctionScope, patterns: readonly TypedPattern[], subject: b.Expression): b.Statement | null {
  const bind = patterns.find((pattern) => pattern.kind === 'bind');
  return bind === undefined ? null : b.assign(patternVariable(scope, bind.local), subject);
}

/** Whether a pattern fits; `null` for always. Names in it are bound on the way. */
function test(scope: FunctionScope, pattern: TypedPattern, subject: b.Expression, slot: TypeSlot): b.Expression | null {
  switch (pattern.kind) {
    case 'any':
    case 'bind':
      return null;
    case 'value': {
      if (pattern.value.kind === 'Literal' && pattern.value.value === null)
        return b.binary(subject, '===', b.nothing());
      const type = typeOf(slot);
      const value = expression(scope, pattern.value);
      if (equalsNatively(type) && equalsNatively(typeOf(pattern.value.slot))) return b.binary(subject, '===', value);
      return unlessNull(
        subject,
        slot,
        comparison(
          scope,
          'equal',
          { code: subject, nullable: false, type },
          { code: value, nullable: false, type: typeOf(pattern.value.slot) },
        ),
      );
    }
    case 'range': {
      const operand = { code: subject, nullable: false, type: typeOf(slot) };
      const bound = (end: typeof pattern.low) => ({
        code: expression(scope, end),
        nullable: false,
        type: typeOf(end.slot),
      });
      const above = comparison(scope, 'greater_equal', operand, bound(pattern.low));
      return unlessNull(
        subject,
        slot,
        b.binary(above, '&&', comparison(scope, 'less_equal', operand, bound(pattern.high))),
      );
    }
    case 'struct': {
      const type = typeOf(slot);
      const fields = type.kind === 'struct' ? type.fields : [];
      const tests = pattern.fields.flatMap(({ name, pattern: inner }) => {
        const field = fields.find((each) => each.name === name)!;
        const value = b.property(subject, `$${name}`);
        if (inner.kind === 'bind')
          return [
            b.parenthesized(b.sequence([b.assignment(patternVariable(scope, inner.local), value), b.boolean(true)])),
          ];
        return test(scope, inner, value, field) ?? [];
      });
      return unlessNull(
        subject,
        slot,
        tests.length === 0 ? b.boolean(true) : tests.reduce((all, each) => b.binary(all, '&&', each)),
      );
    }
    default:
      return assertNever(pattern);
  }
}

function patternVariable(scope: FunctionScope, local: TypedLocal): string {
  const name = scope.names.fresh(local.name);
  scope.temps.push(name);
  scope.locals.set(local, { kind: 'variable', name });
  return name;
}

function unlessNull(subject: b.Expression, slot: TypeSlot, code: b.Expression): b.Expression {
  return slot.nullable ? b.binary(b.binary(subject, '!==', b.nothing()), '&&', code) : code;
}

function typeOf(slot: TypeSlot): DataType {
  if (!isDataType(slot.type)) throw new Error(`a pattern on a ${slot.type.kind}`);
  return slot.type;
}
