import { STRING } from '../../contract/data-type.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';
import { checkCall, checkPipe } from '../calls/call.ts';
import { checkProcedureCall } from '../calls/procedure-call.ts';
import { checkChange } from '../changes/change.ts';
import { meaningOf, type Env } from '../checker.ts';
import { wholeTable } from '../queries/whole-table.ts';
import { checkExists, checkInQuery, checkQuantified, checkQueryValue } from '../queries/subquery.ts';
import { booleanLiteral, failed, literal } from './build.ts';
import { checkCase } from './case.ts';
import { checkCast } from './cast.ts';
import { refuseCollate } from './collate.ts';
import { checkInCollection, checkInList } from './in-list.ts';
import { checkLambda } from './lambda.ts';
import {
  checkInterval,
  checkList,
  checkNumber,
  checkStruct,
  checkTuple,
  checkTypedLiteral,
  checkTypedStruct,
} from './literal.ts';
import { checkMatch } from './match.ts';
import { checkIndex, checkMember, checkSlice } from './member.ts';
import {
  checkBetween,
  checkBinary,
  checkIsDistinct,
  checkIsNull,
  checkIsTruth,
  checkLike,
  checkUnary,
} from './operators.ts';
import { checkExtract, checkTimeZone } from './temporal.ts';
import { checkName, localReference } from './reference.ts';
import { warnOfQuotedColumn } from './suspicious.ts';
import { checkTry } from './try.ts';

/** Types an expression. What is expected of it guides literals, lists, structs and lambdas; it is not enforced here. */
export function check(env: Env, node: Expression, expected: TypeSlot | null): TypedExpression {
  switch (node.kind) {
    case 'NumberLiteral':
      return checkNumber(env, node);
    case 'StringLiteral':
      warnOfQuotedColumn(env, node);
      return literal(node.value, STRING, node.span);
    case 'BooleanLiteral':
      return booleanLiteral(node.value, node.span);
    case 'NullLiteral':
      return literal(null, { kind: 'null' }, node.span);
    case 'TypedLiteral':
      return checkTypedLiteral(env, node);
    case 'IntervalLiteral':
      return checkInterval(env, node);
    case 'ListLiteral':
      return checkList(env, node, expected);
    case 'StructLiteral':
      return checkStruct(env, node, expected);
    case 'TypedStruct':
      return checkTypedStruct(env, node);
    case 'Tuple':
      return checkTuple(env, node.elements, node.span);
    case 'Identifier':
      return checkName(env, node, expected);
    case 'Interpolation':
    case 'BindParameter':
    case 'AtName': {
      const meaning = meaningOf(env, node);
      if (node.kind === 'Interpolation' && (meaning?.kind === 'relation' || meaning?.kind === 'cte'))
        return checkQueryValue(env, wholeTable(node));
      return meaning?.kind === 'local' ? localReference(env, meaning.local, node.span) : failed(node.span);
    }
    case 'Unary':
      return checkUnary(env, node);
    case 'Binary':
      return checkBinary(env, node, expected);
    case 'Pipe':
      return checkPipe(env, node);
    case 'Like':
      return checkLike(env, node);
    case 'IsNull':
      return checkIsNull(env, node);
    case 'IsTruth':
      return checkIsTruth(env, node);
    case 'IsDistinct':
      return checkIsDistinct(env, node);
    case 'Between':
      return checkBetween(env, node);
    case 'InList':
      return checkInList(env, node);
    case 'InQuery':
      return checkInQuery(env, node);
    case 'InCollection':
      return checkInCollection(env, node);
    case 'Quantified':
      return checkQuantified(env, node);
    case 'Exists':
      return checkExists(env, node);
    case 'Case':
      return checkCase(env, node, expected);
    case 'Cast':
      return checkCast(env, node);
    case 'Extract':
      return checkExtract(env, node);
    case 'Collate':
      return refuseCollate(env, node);
    case 'AtTimeZone':
      return checkTimeZone(env, node);
    case 'Call':
      return checkCall(env, node);
    case 'Member':
      return checkMember(env, node);
    case 'Index':
      return checkIndex(env, node);
    case 'Slice':
      return checkSlice(env, node);
    case 'Lambda':
      return checkLambda(env, node, expected);
    case 'Match':
      return checkMatch(env, node, expected);
    case 'Try':
      return checkTry(env, node, expected);
    case 'Subquery':
      return checkQueryValue(env, node.query);
    case 'CallExpression':
      return checkProcedureCall(env, node.call);
    case 'ChangeExpression':
      return checkChange(env, node.change);
    default:
      return assertNever(node);
  }
}
