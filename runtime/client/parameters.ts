import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Value } from '../columnar/value.ts';
import type { CallArguments, Parameters } from './runner.ts';

/** Parameters by their names without `$`: `1` (the first `?` is the same), or as given. */
export function parameterValues(parameters: Parameters): Readonly<Record<string, Value>> {
  const entries = Array.isArray(parameters)
    ? parameters.map((value: Value | Date, i): [string, Value] => [String(i + 1), plain(value)])
    : Object.entries(parameters).map(([name, value]): [string, Value] => [name, plain(value as Value | Date)]);
  return Object.fromEntries(entries);
}

/** Arguments of a call as the engine takes them. */
export function argumentValues(args: CallArguments): readonly Value[] | Readonly<Record<string, Value>> {
  if (Array.isArray(args)) return (args as readonly (Value | Date)[]).map(plain);
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, plain(value as Value | Date)]));
}

/** A `Date` is passed as its text, which becomes the date (of midnight in UTC) or timestamp that its place needs. */
function plain(value: Value | Date): Value {
  if (!(value instanceof Date)) return value;
  if (Number.isNaN(value.getTime())) throw gobiError('ConversionError', { value: 'Invalid Date', to: 'timestampz' });
  return value.toISOString().replace('T00:00:00.000Z', '');
}
