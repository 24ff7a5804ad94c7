import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { NO_NULLS, type Flow, type Stored } from '../kernel-flow.ts';
import { emitLoop } from '../kernel-loop.ts';
import { toAny } from './convert.ts';
import { scalarChildren } from '../../contract/scalar-children.ts';
import { bind, compile, type Scope } from './scope.ts';
import { anyValue, booleanValue, eitherNull, numberValue, type Value } from './value.ts';

const PURE = new Set([
  'equal',
  'not_equal',
  'less',
  'less_equal',
  'greater',
  'greater_equal',
  'like',
  'not_like',
  'ilike',
  'not_ilike',
  'concat',
]);

/**
 * A scalar of one dictionary column is computed once per entry of the dictionary and looked up by code: predicates become flags.
 * Only for work that cannot raise, since entries need not occur in the rows, and that is NULL where the column is. `null` when it does not apply.
 */
export function compilePerEntry(scope: Scope, scalar: Scalar): Value | null {
  if (!isPure(scalar)) return null;
  const index = onlyColumn(scalar);
  const column = index === null ? undefined : scope.columns[index];
  if (column === undefined || column.kind !== 'stored' || column.access.form !== 'code') return null;
  const { emission } = scope;
  const strings = column.access.strings;
  const list = emission.declarations;
  const count = emission.names.fresh(`${column.name}_entries`);
  emission.used.add(strings);
  list.push(b.constant(count, b.member(strings, 'length')));
  const entry: Stored = {
    kind: 'stored',
    space: 0,
    name: column.name,
    type: column.type,
    access: { form: 'any', values: strings },
    nulls: NO_NULLS,
    origin: null,
    vector: null,
  };
  const flow: Flow = {
    columns: scope.columns.map((each, i) => (i === index ? entry : each)),
    spaces: [{ rows: null, start: '0', shared: false }],
    count,
    label: '',
  };
  return tabulate(scope, scalar, flow, scope.read(column));
}

/** Fills a table with the scalar's value for each entry, and reads it at the row's code. */
function tabulate(scope: Scope, scalar: Scalar, flow: Flow, code: Value): Value {
  const { emission } = scope;
  const table = emission.names.fresh('by_entry');
  let nulls: string | null = null;
  let shape: Value | null = null;
  const call = emitLoop(emission, flow, 'fill_by_entry', 'Once per entry of the dictionary.', (loop) => {
    const computed = compile(loop, scalar);
    const value = computed.form === 'code' ? toAny(loop, computed) : computed;
    shape = value;
    loop.out.push(b.assign(b.at(loop.use(table), 'j'), value.code));
    if (value.isNull === null || value.form === 'any') return;
    nulls = emission.names.fresh('null_by_entry');
    loop.out.push(b.assign(b.at(loop.use(nulls), 'j'), value.isNull));
  });
  const made = shape! as Value;
  emission.declarations.push(
    b.constant(
      table,
      made.form === 'any'
        ? b.array([])
        : b.construct(made.form === 'boolean' ? 'Uint8Array' : 'Float64Array', flow.count),
    ),
  );
  if (nulls !== null) emission.declarations.push(b.constant(nulls, b.construct('Uint8Array', flow.count)));
  emission.declarations.push(b.run(call));
  const entryNull = nulls === null ? null : bind(scope, b.at(scope.use(nulls), code.code), 'entry_null');
  const found = b.at(scope.use(table), code.code);
  if (made.form === 'any') {
    const nullable = code.isNull !== null || made.isNull !== null;
    const value = code.isNull === null ? found : b.conditional(b.binary(code.isNull, '===', 0), found, b.nothing());
    return anyValue(made.type, bind(scope, value, 'entry'), nullable);
  }
  const value = bind(scope, found, 'entry');
  const isNull = eitherNull(code.isNull, entryNull);
  return made.form === 'boolean' ? booleanValue(value, isNull) : numberValue(made.type, value, isNull, made.range);
}

function isPure(scalar: Scalar): boolean {
  if (scalar.kind === 'operation') return PURE.has(scalar.operation) && scalar.args.every(isPurePart);
  return scalar.kind === 'in_list' && isPurePart(scalar.value) && scalar.list.every(isPurePart);
}

function isPurePart(scalar: Scalar): boolean {
  return scalar.kind === 'column' || scalar.kind === 'constant' || scalar.kind === 'parameter' || isPure(scalar);
}

/** The one column that the scalar reads, `null` when there is none or several. */
function onlyColumn(scalar: Scalar): number | null {
  const found = new Set<number>();
  const visit = (each: Scalar): void => {
    if (each.kind === 'column') found.add(each.index);
    for (const child of scalarChildren(each)) visit(child);
  };
  visit(scalar);
  return found.size === 1 ? [...found][0]! : null;
}
