import { functionUsed } from '../calls/function-used.ts';
import { showType, type TypeSlot } from '../../contract/type.ts';
import type { Match, MatchArm, Pattern } from '../../ir/syntax-control.ts';
import type { TypedExpression, TypedMatchArm, TypedPattern } from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';
import { report, textOf, type Env } from '../checker.ts';
import { declareLocal } from '../statements/locals.ts';
import { NO_FACTS, outcomeOf, placeOf, withPlaces } from '../statements/facts.ts';
import { convert } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { checkArmBody } from './arm-body.ts';
import { coerceBody, slotOfArms, valuesOfArms, withCells, type TypedArm } from './arm-result.ts';
import { failed } from './build.ts';
import { reportNoCommonType } from './case.ts';
import { asCell } from './cell.ts';
import { checkCondition } from './condition.ts';
import { checkExhaustive, takesAll } from './exhaustive.ts';
import { check } from './expression.ts';
import { warnOfReversedBounds } from './suspicious.ts';

/** A match: patterns against the subject's type, arms to a common type, and whether every value has an arm. */
export function checkMatch(env: Env, node: Match, expected: TypeSlot | null): TypedExpression {
  const subject = asCell(env, check(env, node.subject, null));
  const typed: { readonly arm: TypedMatchArm; readonly result: TypedArm }[] = [];
  const values = new Set<string>();
  let taken = false;
  for (const arm of node.arms) {
    if (taken) report(env, 'PLG1107', {}, arm.span);
    typed.push(checkArm(env, arm, subject, expected, values.has(NULL)));
    const { patterns, guard } = typed.at(-1)!.arm;
    const literals = patterns.map(literalOf);
    const isTaken = literals.every((literal) => literal !== '' && values.has(literal));
    if (!taken && isTaken) report(env, 'PLG1107', { taken: 'the same value' }, arm.span);
    if (guard === null) for (const literal of literals) values.add(literal);
    taken ||= takesAll(typed.at(-1)!.arm, subject.slot);
  }
  if (subject.slot.type === ERROR) return failed(node.span);
  if (!taken)
    checkExhaustive(
      env,
      node,
      subject.slot,
      typed.map((t) => t.arm),
    );
  const results = withCells(
    env,
    typed.map((t) => t.result),
  );
  const slot = resultOf(env, results, node);
  if (slot === null) return failed(node.span);
  const arms = typed.map(({ arm }, i) => {
    const result = results[i]!;
    return { ...arm, body: (coerceBody(env, result, { type: slot.type, nullable: true }) ?? result).body };
  });
  const noMatch = functionUsed(env.checker.context.library, 'no_match')?.id ?? '';
  return { kind: 'Match', subject, arms, noMatch, span: node.span, slot };
}

/** The type of the value; arms that always leave have no say. */
function resultOf(env: Env, results: readonly TypedArm[], node: Match): TypeSlot | null {
  if (results.some((result) => result.slot.type === ERROR)) return null;
  const slot = slotOfArms(results);
  if (slot !== null) return slot;
  reportNoCommonType(env, valuesOfArms(results), 'the arms of the match', node.span);
  return null;
}

function checkArm(
  env: Env,
  arm: MatchArm,
  subject: TypedExpression,
  expected: TypeSlot | null,
  nullBefore: boolean,
): { readonly arm: TypedMatchArm; readonly result: TypedArm } {
  const place = placeOf(subject);
  const nullTaken = nullBefore || !arm.patterns.some((p) => p.kind === 'WildcardPattern' || isNullPattern(p));
  const slot = nullTaken ? { type: subject.slot.type, nullable: false } : subject.slot;
  const patterns = arm.patterns.map((pattern) => checkPattern(env, pattern, slot));
  const facts = place !== null && nullTaken ? withPlaces(env.facts, [place]) : env.facts;
  const inside = { ...env, facts };
  const guard = arm.guard === undefined ? null : checkCondition(inside, arm.guard, 'the guard');
  const known = guard === null ? facts : withPlaces(facts, outcomeOf(guard).whenTrue);
  const result = checkArmBody({ ...inside, facts: known }, arm.body, expected);
  return { arm: { patterns, guard, body: result.body, span: arm.span }, result };
}

/** NULL as `literalOf` writes it. */
const NULL = 'null';

/** A value pattern as text; nothing for other patterns. */
function literalOf(pattern: TypedPattern): string {
  return pattern.kind === 'value' && pattern.value.kind === 'Literal' && pattern.value.slot.type !== ERROR
    ? JSON.stringify(pattern.value.value)
    : '';
}

function isNullPattern(pattern: Pattern): boolean {
  return (
    pattern.kind === 'ValuePattern' && (pattern.value.kind === 'NullLiteral' || pattern.value.kind === 'Identifier')
  );
}

function checkPattern(env: Env, pattern: Pattern, subject: TypeSlot): TypedPattern {
  switch (pattern.kind) {
    case 'WildcardPattern':
      return { kind: 'any' };
    case 'ValuePattern':
      if (pattern.value.kind === 'Identifier' && env.checker.bound.locals.get(pattern.value)?.role === 'pattern') {
        return { kind: 'bind', local: declareLocal(env, pattern.value, subject, 'pattern') };
      }
      return { kind: 'value', value: checkPatternValue(env, pattern.value, subject) };
    case 'RangePattern': {
      const low = checkPatternValue(env, pattern.low, subject);
      const high = checkPatternValue(env, pattern.high, subject);
      warnOfReversedBounds(env, low, high);
      return { kind: 'range', low, high };
    }
    case 'StructPattern':
      return checkStructPattern(env, pattern, subject);
    default:
      return assertNever(pattern);
  }
}

function checkPatternValue(env: Env, node: Parameters<typeof check>[1], subject: TypeSlot): TypedExpression {
  const value = asCell({ ...env, facts: NO_FACTS }, check(env, node, subject));
  if (
    value.slot.type === ERROR ||
    subject.type === ERROR ||
    subject.type.kind === 'dynamic' ||
    subject.type.kind === 'variable'
  )
    return value;
  const converted = convert(env, value, subject.type);
  if (converted !== null) return converted;
  report(env, 'PLG1223', { pattern: textOf(env, node), type: showType(subject.type) }, node.span);
  return failed(node.span);
}

function checkStructPattern(
  env: Env,
  pattern: Extract<Pattern, { kind: 'StructPattern' }>,
  subject: TypeSlot,
): TypedPattern {
  const { type } = subject;
  if (type.kind !== 'struct') {
    if (type !== ERROR) report(env, 'PLG1223', { pattern: '{…}', type: showType(type) }, pattern.span);
    return { kind: 'any' };
  }
  const fields = pattern.fields.flatMap((field) => {
    const declared = type.fields.find((f) => f.name.toLowerCase() === field.name.text.toLowerCase());
    if (declared === undefined) {
      report(env, 'PLG1207', { field: field.name.text, struct: showType(type) }, field.name.span);
      return [];
    }
    return [{ name: declared.name, pattern: checkPattern(env, field.pattern, declared) }];
  });
  return { kind: 'struct', fields };
}
