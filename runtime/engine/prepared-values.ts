import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { showField, type DataType, type Field } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { typeOfValue } from '../columnar/convert/type-of-value.ts';
import { exactCast } from '../columnar/exact-cast.ts';
import { rowsOf } from '../columnar/rows-of.ts';
import { tableFromRows, tableOf } from '../columnar/table-from-rows.ts';
import type { Value } from '../columnar/value.ts';
import type { Session } from '../execution/session.ts';

/**
 * Puts the values of a prepared statement's parameters into a session, each in the type of its parameter, without loss. Gives what the compiler is told of them, which is the
 * same for all values. `values` and `types` are by the names of the parameters without `$`. Errors: `WrongArguments`, and those of `exactCast`.
 */
export function giveParameters(
  { locals }: Session,
  parameters: readonly Field[],
  values: Readonly<Record<string, Value>>,
  types: Readonly<Record<string, DataType>>,
): readonly ScopeLocal[] {
  const wrong = (reason: string): Error =>
    gobiError('WrongArguments', { signature: `(${parameters.map(showField).join(', ')})`, reason });
  const beyond = Object.keys(values).find((given) => !parameters.some(({ name }) => name === given));
  if (beyond !== undefined) throw wrong(`there is no parameter \`$${beyond}\``);
  return parameters.map(({ name, type, nullable }): ScopeLocal => {
    if (!Object.hasOwn(values, name)) throw wrong(`\`$${name}\` is missing`);
    const value = values[name]!;
    if (value === null && !nullable) throw wrong(`\`$${name}\` may not be NULL`);
    locals.set(`$${name}`, value === null ? null : fitted(name, value, types[name], type));
    return { name: `$${name}`, type, nullable, refersTo: null };
  });
}

function fitted(name: string, value: Value, given: DataType | undefined, type: DataType): Value {
  const from = given ?? typeOfValue(name, value);
  // most values are what they are to be
  if (from.kind === 'string' && type.kind === 'string' && type.maxLength === undefined) return value;
  const field = { name, type: from, nullable: true };
  const { segments } = tableFromRows([field], [[value]]);
  const cast = segments.map((segment) => ({
    ...segment,
    columns: segment.columns.map((column) => exactCast(`$${name}`, column, type)),
  }));
  const [row] = [...rowsOf(tableOf([{ name, type, nullable: true }], cast))];
  return row![0]!;
}
