import { isPartOfAnyRow } from '../routines/trigger-parameters.ts';
import { BOOLEAN } from '../../contract/data-type.ts';
import type { Operation } from '../../contract/scalar.ts';
import type { Span } from '../../contract/span.ts';
import { showType, type Type, type TypeSlot } from '../../contract/type.ts';
import type {
  Between,
  Binary,
  Collate,
  Expression,
  IsDistinct,
  IsNull,
  IsTruth,
  Like,
  Unary,
} from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { anyFailed, convertArguments, resultSlot } from '../calls/apply.ts';
import { chooseOverload, type Choice } from '../calls/overload.ts';
import { applyLibrary } from '../calls/library-call.ts';
import { isDynamic, report, textOf, type Env } from '../checker.ts';
import { constrain, isOpen } from '../inference/inference.ts';
import { asLiteral, fitLiteral } from '../literals/literal-conversion.ts';
import { outcomeOf, withPlaces } from '../statements/facts.ts';
import { coerce, isClock } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { isTextParameter, takesType, withTypeOf } from '../types/parameter-type.ts';
import { nameOfValue } from '../types/secret.ts';
import { booleanLiteral, booleanOperation, failed, isFailed } from './build.ts';
import { asCell } from './cell.ts';
import { checkCollated } from './collate.ts';
import { check } from './expression.ts';
import { wholeNumber } from './literal.ts';
import { checkIndex } from './member.ts';
import { warnOfComparison, warnOfReversedBounds, warnOfZero } from './suspicious.ts';
import { warnOfWatermark } from './watermark.ts';

/** Comparisons, which need types that can be compared. */
const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>=', 'is distinct from', 'is not distinct from']);

export function checkUnary(env: Env, node: Unary): TypedExpression {
  const { operand, operator } = node;
  if (operator === '-' && operand.kind === 'NumberLiteral' && operand.form === 'integer') {
    return { ...wholeNumber(env, -BigInt(operand.text), node.span), span: node.span };
  }
  const value = asCell(env, check(env, operand, null));
  if (operator === '+') return value;
  if (operator === '-' && value.kind === 'Literal' && value.slot.type !== ERROR) {
    if (typeof value.value === 'number') return { ...value, value: -value.value, span: node.span };
    if (
      typeof value.value === 'object' &&
      value.value !== null &&
      'big' in value.value &&
      !value.value.big.startsWith('-')
    )
      return { ...value, value: { big: `-${value.value.big}` }, span: node.span };
  }
  return operate(env, operator, [value], node.span);
}

export function checkBinary(env: Env, node: Binary, expected: TypeSlot | null): TypedExpression {
  const { operator, left, right } = node;
  if (operator === 'and' || operator === 'or') return checkLogic(env, node, operator);
  if (operator === '??') return checkCoalesce(env, node, expected);
  if (operator === '->') {
    // In files of SQL dialect `->` reads a JSON member, as `[]` does.
    return checkIndex(env, { kind: 'Index', span: node.span, object: left, index: right });
  }
  const collate = collateOf(node);
  const [a, b] = collate === null ? checkPair(env, left, right) : checkCollated(env, collate, left, right);
  if (operator === '>' || operator === '>=') warnOfWatermark(env, b, right);
  if (operator === '<' || operator === '<=') warnOfWatermark(env, a, left);
  const result = operate(env, operator, [a, b], node.span, node.operatorSpan);
  if (!isFailed(result)) {
    warnOfComparison(env, node, a, b);
    warnOfZero(env, node, b);
  }
  return result;
}

/** The operand of a comparison that says how texts are compared. */
function collateOf({ operator, left, right }: Binary): Collate | null {
  if (!COMPARISONS.has(operator)) return null;
  return left.kind === 'Collate' ? left : right.kind === 'Collate' ? right : null;
}

/** Both operands; what needs a type from outside (a list, a struct) takes the other one's. */
function checkPair(env: Env, left: Expression, right: Expression): readonly [TypedExpression, TypedExpression] {
  if (needsContext(left) && !needsContext(right)) {
    const b = asCell(env, check(env, right, null));
    return [asCell(env, check(env, left, b.slot)), b];
  }
  const a = asCell(env, check(env, left, null));
  return [a, asCell(env, check(env, right, needsContext(right) && saysElements(a) ? a.slot : null))];
}

/** An empty list, or one of NULLs, says nothing of what stands beside it. */
function saysElements({ slot: { type } }: TypedExpression): boolean {
  return type.kind !== 'list' || type.element.kind !== 'null';
}

function needsContext(node: Expression): boolean {
  return node.kind === 'StructLiteral' || node.kind === 'ListLiteral';
}

/** The right side knows what the left one's outcome says. */
function checkLogic(env: Env, node: Binary, operator: 'and' | 'or'): TypedExpression {
  const left = asCell(env, check(env, node.left, null));
  const outcome = outcomeOf(left);
  const facts = withPlaces(env.facts, operator === 'and' ? outcome.whenTrue : outcome.whenFalse);
  const right = asCell(env, check({ ...env, facts }, node.right, null));
  return operate(env, operator, [left, right], node.span, node.operatorSpan);
}

/** `a ?? b`: the right side has a NULL on the left behind it. A value that is never NULL keeps its type. */
function checkCoalesce(env: Env, node: Binary, expected: TypeSlot | null): TypedExpression {
  const left = asCell(env, check(env, node.left, expected));
  const right = asCell(env, check(env, node.right, left.slot.type.kind === 'null' ? expected : left.slot));
  if (left.slot.type.kind === 'dynamic' && right.slot.type.kind !== 'dynamic') {
    return operate(env, '??', [crossing(env, left, right.slot.type), right], node.span, node.operatorSpan);
  }
  return operate(env, '??', [left, right], node.span, node.operatorSpan);
}

/** A dynamic value beside a typed one takes its type, which is checked when it runs; it may still be NULL. */
function crossing(env: Env, value: TypedExpression, type: Type): TypedExpression {
  if (!isDynamic(env) && !isPartOfAnyRow(value)) report(env, 'PLG1307', { type: showType(type) }, value.span);
  return { kind: 'Cast', value, safe: false, span: value.span, slot: { type, nullable: true } };
}

/** An operator over typed operands: the overload of the standard library that takes them. */
export function operate(
  env: Env,
  symbol: string,
  operands: readonly TypedExpression[],
  span: Span,
  at: Span = span,
): TypedExpression {
  if (anyFailed(operands)) return failed(span);
  const open = operands.find((operand) => isOpen(operand.slot.type));
  if (open !== undefined) return constrainOperands(env, symbol, operands, span);
  const dynamic = operands.some((operand) => operand.slot.type.kind === 'dynamic');
  const values = dynamic
    ? crossOperands(env, operands)
    : operands.map((operand) => {
        const clock = besideTime(operand, operands);
        return COMPARISONS.has(symbol) ? besideOthers(clock, operands) : clock;
      });
  const candidates = env.checker.context.library.get(symbol) ?? [];
  if (dynamic && values.every((value) => value.slot.type.kind === 'dynamic')) {
    const one = candidates.find(({ signature }) => signature.parameters.length === values.length);
    return dynamicOperation(one?.signature.traits.operation, symbol, values, span);
  }
  const choice = chooseOverload(
    candidates,
    values.map((value) => ({ value, parameters: 0 })),
  );
  const [left, right] = values;
  if (choice === null || movesTextAsDate(choice, values)) {
    reportOperator(env, symbol, left!, right, at);
    return failed(span);
  }
  if (COMPARISONS.has(symbol) && !comparable(env, symbol, values, at)) return failed(span);
  const args = convertArguments(env, choice, values);
  if (anyFailed(args)) return failed(span);
  return applyLibrary(env, choice, args, resultSlot(env, choice, args, at), span);
}

/** Beside days to add, a text for a parameter is no date, as a literal is none: `$1 + 1` was meant for a number. */
function movesTextAsDate({ function: { signature } }: Choice, values: readonly TypedExpression[]): boolean {
  return (
    values.some((value, i) => isTextParameter(value) && signature.parameters[i]?.slot.type.kind === 'date') &&
    values.some(({ slot }) => slot.type.kind === 'int')
  );
}

/** `now()` beside a timestamp without a zone is one itself. */
function besideTime(operand: TypedExpression, all: readonly TypedExpression[]): TypedExpression {
  if (!isClock(operand)) return operand;
  const other = all.find((each) => !isClock(each))?.slot.type;
  return other?.kind === 'timestamp' && !other.zoned
    ? { kind: 'Cast', value: operand, safe: false, span: operand.span, slot: { type: other, nullable: false } }
    : operand;
}

/** A literal that is compared with a column of ints or decimals becomes one of its type where that holds it exactly, so that the column is read as it is. */
export function besideOthers(operand: TypedExpression, all: readonly TypedExpression[]): TypedExpression {
  if (operand.kind === 'Local')
    return withTypeOf(
      operand,
      all.find((each) => each !== operand && takesType(operand, each.slot.type)),
    );
  const literal = asLiteral(operand);
  const other = all.find((each) => asLiteral(each) === null)?.slot.type;
  if (literal?.slot.type.kind !== 'decimal' || other?.kind !== 'int') return operand;
  const fit = fitLiteral(literal, other);
  return fit !== null && 'value' in fit
    ? { ...literal, value: fit.value, slot: { ...literal.slot, type: other } }
    : operand;
}

/** Beside a typed operand a dynamic one crosses into its type. Inside of a statement that is typed at run time nothing crosses yet. */
function crossOperands(env: Env, operands: readonly TypedExpression[]): readonly TypedExpression[] {
  const typed = operands.find((operand) => operand.slot.type.kind !== 'dynamic' && operand.slot.type.kind !== 'null');
  if (isDynamic(env) || typed === undefined)
    return operands.map((operand) =>
      !isDynamic(env) ? operand : { ...operand, slot: { type: { kind: 'dynamic' }, nullable: true } },
    );
  return operands.map((operand) =>
    operand.slot.type.kind === 'dynamic' ? crossing(env, operand, typed.slot.type) : operand,
  );
}

function dynamicOperation(
  operation: Operation | undefined,
  symbol: string,
  args: readonly TypedExpression[],
  span: Span,
): TypedExpression {
  const isTruth =
    COMPARISONS.has(symbol) ||
    symbol === 'and' ||
    symbol === 'or' ||
    symbol === 'not' ||
    symbol.includes('like') ||
    symbol.includes('~');
  const type: Type = isTruth ? BOOLEAN : { kind: 'dynamic' };
  return {
    kind: 'Operation',
    operation: operation ?? 'equal',
    args,
    span,
    slot: { type, nullable: !symbol.startsWith('is ') },
  };
}

/** With an operand whose type is being inferred, the other one says what it may be. */
function constrainOperands(
  env: Env,
  symbol: string,
  operands: readonly TypedExpression[],
  span: Span,
): TypedExpression {
  const known = operands.find((operand) => !isOpen(operand.slot.type));
  const isLogic = symbol === 'and' || symbol === 'or' || symbol === 'not';
  for (const operand of operands) {
    if (!isOpen(operand.slot.type)) continue;
    if (isLogic) constrain(env, operand, { type: BOOLEAN, nullable: true }, 'strong');
    else if (known !== undefined) constrain(env, operand, known.slot, 'weak');
  }
  return failed(span);
}

function comparable(env: Env, symbol: string, values: readonly TypedExpression[], span: Span): boolean {
  const ordered = symbol.startsWith('<') || symbol.startsWith('>');
  const wrong = values.find(({ slot: { type } }) => !isComparable(type, ordered));
  if (wrong === undefined) return true;
  if (wrong.slot.type.kind === 'secret')
    report(env, 'PLG1801', { name: nameOfValue(wrong), where: 'a comparison' }, wrong.span);
  else report(env, 'PLG1220', { operator: symbol, type: showType(wrong.slot.type) }, span);
  return false;
}

function isComparable(type: Type, ordered: boolean): boolean {
  switch (type.kind) {
    case 'secret':
    case 'function':
    case 'table':
    case 'iterator':
    case 'void':
      return false;
    case 'json':
    case 'map':
      return !ordered;
    case 'list':
      return isComparable(type.element, ordered);
    case 'struct':
      return type.fields.every((field) => isComparable(field.type, ordered));
    default:
      return true;
  }
}

function reportOperator(
  env: Env,
  operator: string,
  left: TypedExpression,
  right: TypedExpression | undefined,
  span: Span,
): void {
  const secret = [left, right].find((value) => value?.slot.type.kind === 'secret');
  if (secret !== undefined) {
    report(env, 'PLG1801', { name: nameOfValue(secret), where: `\`${operator}\`` }, secret.span);
    return;
  }
  const [l, r] = [left.slot.type, right?.slot.type];
  report(
    env,
    'PLG1202',
    { operator, left: showType(l), right: r === undefined ? undefined : showType(r), hint: hintFor(operator, left, r) },
    span,
  );
}

function hintFor(operator: string, value: TypedExpression, right: Type | undefined): string | undefined {
  if (right === undefined) return undefined;
  const left = value.slot.type;
  if (left.kind === 'boolean' && /^(?:int|decimal|float|date|timestamp)$/.test(right.kind)) {
    if (operator === 'or') return 'say each time what is compared: `x = 1 or x = 2`, or `x in (1, 2)`';
    if (COMPARISONS.has(operator))
      return value.kind === 'Operation'
        ? 'a comparison gives a boolean: write `a < b and b < c`'
        : 'a boolean is a condition by itself: `b`, or `not b`';
  }
  if (operator === '||' && left.kind === 'boolean' && right.kind === 'boolean') return 'use `or`';
  if (left.kind === 'string' || right.kind === 'string') {
    const other = left.kind === 'string' ? right : left;
    if (operator === '+' || operator === '||') return 'cast the other side: `… :: string`';
    return `cast the string: \`… :: ${showType(other)}\``;
  }
  return undefined;
}

export function checkLike(env: Env, node: Like): TypedExpression {
  const operand = asCell(env, check(env, node.operand, null));
  const pattern = asCell(env, check(env, node.pattern, null));
  const symbol = node.operator === '~' ? (node.negated ? '!~' : '~') : `${node.negated ? 'not ' : ''}${node.operator}`;
  const escape = node.escape === undefined ? [] : [asCell(env, check(env, node.escape, null))];
  return operate(env, symbol, [operand, pattern, ...escape], node.span, wordBetween(env, node.operand, node.pattern));
}

/** The operator's words between two operands, which may stand in parentheses. */
function wordBetween(env: Env, left: Expression, right: Expression): Span {
  const start = left.span.end;
  const text = textOf(env, { span: { start, end: right.span.start } });
  const word = /[^\s()][^()]*[^\s()]|[^\s()]/.exec(text);
  return word === null
    ? { start, end: right.span.start }
    : { start: start + word.index, end: start + word.index + word[0].length };
}

export function checkIsNull(env: Env, node: IsNull): TypedExpression {
  const operand = check(env, node.operand, null);
  const value = asCell(env, operand);
  if (value.slot.type === ERROR) return failed(node.span);
  return booleanOperation(node.negated ? 'is_not_null' : 'is_null', [value], node.span);
}

/** `b is [not] true`: never NULL. */
export function checkIsTruth(env: Env, node: IsTruth): TypedExpression {
  const value = asCell(env, check(env, node.operand, null));
  const operand = coerce(env, value, { type: BOOLEAN, nullable: true });
  if (operand.slot.type === ERROR) return failed(node.span);
  const operation = node.truth === null ? 'is_null' : 'is_not_distinct';
  const args = node.truth === null ? [operand] : [operand, booleanLiteral(node.truth, node.span)];
  const is = booleanOperation(operation, args, node.span);
  return node.negated ? booleanOperation('not', [is], node.span) : is;
}

export function checkIsDistinct(env: Env, node: IsDistinct): TypedExpression {
  const [left, right] = checkPair(env, node.left, node.right);
  return operate(env, node.negated ? 'is not distinct from' : 'is distinct from', [left, right], node.span);
}

/** `x between a and b` is `x >= a and x <= b`. */
export function checkBetween(env: Env, node: Between): TypedExpression {
  const operand = asCell(env, check(env, node.operand, null));
  const low = asCell(env, check(env, node.low, null));
  const high = asCell(env, check(env, node.high, null));
  if (operand.slot.type === ERROR) return failed(node.span);
  const above = operate(env, '>=', [operand, low], node.span, node.low.span);
  const below = operate(env, '<=', [operand, high], node.span, node.high.span);
  if (above.kind === 'Operation' && below.kind === 'Operation')
    warnOfReversedBounds(env, above.args[1]!, below.args[1]!);
  const both = operate(env, 'and', [above, below], node.span);
  return node.negated ? operate(env, 'not', [both], node.span) : both;
}
