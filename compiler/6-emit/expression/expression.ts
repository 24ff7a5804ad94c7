import { assertNever } from '../../source/assert-never.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { temp, type FunctionScope } from '../module/function-scope.ts';
import { lambdaCall, nativeCall, routineCall, routineReference } from './call.ts';
import { cast } from './cast.ts';
import { caseOf, inList } from './conditional.ts';
import { field, index, list, slice, struct } from './composite.ts';
import { exception } from './exception.ts';
import { lambda } from './lambda.ts';
import { literal } from './literal.ts';
import { localValue } from './local.ts';
import { match } from './match.ts';
import { operation } from './operation.ts';
import { cell, dml, dynamic, queryValue, subquery, tableToList } from './query.ts';
import { tryOf } from './try.ts';

/** The JavaScript of an expression. What must run before it goes to the scope's prelude. */
export function expression(scope: FunctionScope, e: TypedExpression): b.Expression {
  return scope.module.at(write(scope, e), e.span);
}

/** Several expressions, evaluated from left to right. */
export function expressions(scope: FunctionScope, list: readonly TypedExpression[]): b.Expression[] {
  const codes: b.Expression[] = [];
  for (const each of list) {
    const before = scope.prelude.length;
    const code = expression(scope, each);
    if (scope.prelude.length > before) keepInOrder(scope, codes, before);
    codes.push(code);
  }
  return codes;
}

/** Evaluates what stands to the left before the statements that a later expression needs. */
function keepInOrder(scope: FunctionScope, codes: b.Expression[], before: number): void {
  const kept = codes.flatMap((code, i) => {
    if (b.isTrivial(code) && !b.isName(code)) return [];
    const name = temp(scope);
    codes[i] = b.name(name);
    return [b.assign(name, code)];
  });
  scope.prelude.splice(before, 0, ...kept);
}

/** A boolean that is true or false: NULL counts as false. */
export function condition(scope: FunctionScope, e: TypedExpression): b.Expression {
  const code = expression(scope, e);
  return e.slot.nullable ? b.binary(code, '===', b.boolean(true)) : code;
}

function write(scope: FunctionScope, e: TypedExpression): b.Expression {
  switch (e.kind) {
    case 'Literal':
      return literal(scope, e.value, e.slot);
    case 'Local':
      return localValue(scope, e.local);
    case 'Operation':
      return operation(scope, e);
    case 'Native':
      return nativeCall(scope, e);
    case 'RoutineCall':
      return routineCall(scope, e);
    case 'RoutineReference':
      return routineReference(scope, e);
    case 'LambdaCall':
      return lambdaCall(scope, e);
    case 'Lambda':
      return lambda(scope, e);
    case 'Cast':
      return cast(scope, e);
    case 'Case':
      return caseOf(scope, e);
    case 'InList':
      return inList(scope, e);
    case 'Match':
      return match(scope, e);
    case 'Try':
      return tryOf(scope, e);
    case 'List':
      return list(scope, e);
    case 'Struct':
      return struct(scope, e);
    case 'Field':
      return field(scope, e);
    case 'Index':
      return index(scope, e);
    case 'Slice':
      return slice(scope, e);
    case 'Subquery':
      return subquery(scope, e);
    case 'QueryValue':
      return queryValue(scope, e);
    case 'Cell':
      return cell(scope, e);
    case 'TableToList':
      return tableToList(scope, e);
    case 'Exception':
      return exception(scope, e);
    case 'Dynamic':
      return dynamic(scope, e);
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return dml(scope, e);
    case 'Column':
    case 'Output':
    case 'Aggregate':
    case 'WindowCall':
      throw new Error(`a ${e.kind} stands outside of a query`);
    default:
      return assertNever(e);
  }
}
