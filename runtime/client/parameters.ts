import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { wellFormed } from '../columnar/well-formed.ts';
import { fieldKey, type StructValue, type Value } from '../columnar/value.ts';
import type { CallArguments, ParameterValue, Parameters } from './runner.ts';

/** Parameters by their names without `$`: `1` (the first `?` is the same), or as given. Errors: `ConversionError` for what is no value. */
export function parameterValues(parameters: Parameters): Readonly<Record<string, Value>> {
  const entries = Array.isArray(parameters)
    ? parameters.map((value: ParameterValue, i): [string, ParameterValue] => [String(i + 1), value])
    : Object.entries(parameters as Readonly<Record<string, ParameterValue>>);
  return Object.fromEntries(entries.map(([name, value]) => [name, engineValue(`$${name}`, value)]));
}

/** Refuses values for which a text has no place: more than it has question marks, and beyond its last `$n`. Errors: `WrongArguments`. */
export function requirePlaces(text: string, parameters: Parameters): void {
  if (!Array.isArray(parameters)) return;
  const marks = text.split('?').length - 1;
  const numbers = Array.from(text.matchAll(/\$(\d+)/g), ([, number]) => Number(number));
  const places = Math.max(marks, 0, ...numbers);
  if (parameters.length <= places) return;
  const reason = `${parameters.length} values are given, and there are places for ${places}`;
  throw gobiError('WrongArguments', { signature: 'the text', reason });
}

/** Arguments of a call as the engine takes them. Errors: `ConversionError` for what is no value. */
export function argumentValues(args: CallArguments): readonly Value[] | Readonly<Record<string, Value>> {
  if (Array.isArray(args)) return args.map((value: ParameterValue, i) => engineValue(`$${i + 1}`, value));
  return Object.fromEntries(
    Object.entries(args as Readonly<Record<string, ParameterValue>>).map(([name, value]) => [
      name,
      engineValue(name, value),
    ]),
  );
}

/** `Date`s become their texts, which become the date (of midnight in UTC) or timestamp that their place needs; plain objects become structs. */
function engineValue(name: string, value: unknown, within: readonly unknown[] = []): Value {
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    case 'string':
      return wellFormed(value);
    case 'object':
      return value === null ? null : objectValue(name, value, within);
    case 'undefined':
      throw noValue(name, 'it is undefined: give null where a value is missing');
    default:
      throw noValue(name, `it is a ${typeof value}`);
  }
}

function objectValue(name: string, value: object, within: readonly unknown[]): Value {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw gobiError('ConversionError', { value: 'Invalid Date', to: 'timestampz' });
    return value.toISOString().replace('T00:00:00.000Z', '');
  }
  if (value instanceof Uint8Array) return value;
  if (within.includes(value)) throw noValue(name, 'it contains itself');
  const path = [...within, value];
  if (Array.isArray(value)) return value.map((item) => engineValue(name, item, path));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw noValue(name, `it is a ${value.constructor.name}`);
  const fields = Object.entries(value).map(([field, part]) => [fieldKey(field), engineValue(name, part, path)]);
  return Object.fromEntries(fields) as StructValue;
}

function noValue(name: string, reason: string): Error {
  return gobiError('ConversionError', { value: `the value of \`${name}\``, to: 'parameter', reason });
}
