import type { DataType } from '../../contract/data-type.ts';
import { sameDataType } from '../../contract/data-type.ts';
import { isDataType, type TableType, type Type } from '../../contract/type.ts';
import type { TypedCast } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';
import { asFloat, fittedCast, rescaled } from './arithmetic.ts';
import { expression } from './expression.ts';
import { lift } from './lift.ts';
import { limitsOf } from './type-facts.ts';

/** A cast, a checked crossing out of `dynamic`, or a check of a table's columns. */
export function cast(scope: FunctionScope, e: TypedCast): b.Expression {
  const code = expression(scope, e.value);
  const from = e.value.slot.type;
  const to = e.slot.type;
  if (to.kind === 'table') return castTable(scope, code, from, to);
  if (to.kind === 'dynamic' && isDataType(from))
    return b.call(scope.module.constant('dynamic$', 'typed', [from]), code);
  if (!isDataType(to)) return code;
  const mustBePresent = e.value.slot.nullable && !e.slot.nullable;
  if (!isDataType(from) || (mustBePresent && sameDataType(from, to)))
    return b.call(scope.module.constant('check$', 'crossing', [to, e.slot.nullable, e.safe]), code);
  if (from.kind === 'null' || sameDataType(from, to)) return code;
  if (e.parameter !== undefined) {
    const known = [from, to, e.parameter, ...(e.into === undefined ? [] : [e.into])];
    const caster = scope.module.constant('cast$', 'parameterCaster', known);
    return lift(scope, [{ code, nullable: e.value.slot.nullable }], ([value]) => b.call(caster, value!));
  }
  return lift(scope, [{ code, nullable: e.value.slot.nullable }], ([value]) => convert(scope, value!, from, to, e));
}

/** A value that is not NULL as another type. */
export function convert(
  scope: FunctionScope,
  code: b.Expression,
  from: DataType,
  to: DataType,
  { safe, into }: { readonly safe: boolean; readonly into?: string },
): b.Expression {
  if (
    !safe &&
    to.kind === 'float' &&
    to.bits === 64 &&
    (from.kind === 'int' || from.kind === 'decimal' || from.kind === 'float')
  )
    return asFloat({ code, type: from });
  if (!safe && (from.kind === 'int' || from.kind === 'decimal') && (to.kind === 'int' || to.kind === 'decimal')) {
    const moved = rescaled({ code, type: from }, to.kind === 'decimal' ? to.scale : 0);
    return holds(to, from) ? moved : fittedCast(moved, to, into);
  }
  if (to.kind === 'string' && to.maxLength === undefined && from.kind === 'string') return code;
  const known = into === undefined ? [from, to] : [from, to, into];
  return b.call(scope.module.constant('cast$', safe ? 'tryCaster' : 'caster', known), code);
}

/** Whether every value of `from` fits `to` after its scale was moved. */
function holds(to: DataType, from: DataType): boolean {
  const inner = limitsOf(from)!;
  const outer = limitsOf(to)!;
  const [fromScale, toScale] = [from.kind === 'decimal' ? from.scale : 0, to.kind === 'decimal' ? to.scale : 0];
  if (toScale < fromScale) return false;
  const power = 10n ** BigInt(toScale - fromScale);
  return inner.low * power >= outer.low && inner.high * power <= outer.high;
}

function castTable(scope: FunctionScope, code: b.Expression, from: Type, to: TableType): b.Expression {
  const columns = to.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
  const same =
    from.kind === 'table' &&
    from.open === null &&
    to.open === null &&
    JSON.stringify(from.columns) === JSON.stringify(to.columns);
  return same
    ? code
    : abi('castTable', code, b.name(scope.module.constant('columns$', 'neededColumns', [columns, to.open !== null])));
}
