import { suggest } from '../../compiler/contract/suggest.ts';
import { showDataType, type DataType, type Field, type StructType } from '../../compiler/contract/data-type.ts';
import { parseDecimal } from '../columnar/convert/decimal-text.ts';
import { tryParser } from '../columnar/convert/parse-value.ts';
import { JsonNumber, JsonSyntaxError, jsonText, parseJson, type JsonValue } from '../columnar/json/parse-json.ts';
import { fieldKey, type StructValue, type Value } from '../columnar/value.ts';

/** Why a text is no value of a type, worded to follow the parameter's name: `'abc' is not a valid int`. */
export class TextArgumentError extends Error {}

/**
 * The value that a text of a command line stands for: scalars as the language writes them, lists, structs and maps as JSON, json as any JSON. Exact: digits that
 * a decimal has no place for, and fields that a struct does not have, are refused. Throws `TextArgumentError`.
 */
export function textArgument(text: string, type: DataType): Value {
  switch (type.kind) {
    case 'list':
    case 'struct':
    case 'map':
      return fromJson(jsonOf(text, type), type, '');
    case 'secret':
      throw new TextArgumentError('is a secret, which a command line would show to others');
    default:
      return fromText(text, type, '');
  }
}

function jsonOf(text: string, type: DataType): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new TextArgumentError(`takes JSON for ${showDataType(type)}: ${error.message}`);
  }
}

function fromText(text: string, type: DataType, path: string): Value {
  const value = tryParser(type)?.(text);
  if (value === undefined) throw no(`'${text}'`, type, path);
  if (type.kind === 'decimal') requireDigits(text, type.scale, path);
  return value;
}

/** What rounding would take away is not given up without a word. */
function requireDigits(text: string, scale: number, path: string): void {
  const { length } = text.trim();
  const more = scale + length + 10_000;
  const exact = parseDecimal(text, more)!;
  if (exact % 10n ** BigInt(more - scale) !== 0n)
    throw new TextArgumentError(`${within(path)}'${text}' has more than ${scale} digits behind the point`);
}

function fromJson(value: JsonValue, type: DataType, path: string): Value {
  switch (type.kind) {
    case 'json':
      return jsonText(value);
    case 'list':
      if (!Array.isArray(value)) throw no(jsonText(value), type, path);
      return value.map((item, i) => part(item, type.element, type.elementNullable, `${path}[${i}]`));
    case 'struct':
      if (!(value instanceof Map)) throw no(jsonText(value), type, path);
      return structOf(value, type, path);
    case 'map':
      if (!(value instanceof Map)) throw no(jsonText(value), type, path);
      return Array.from(value, ([name, item]) => ({
        $key: fromText(name, type.key, path),
        $value: part(item, type.value, type.valueNullable === true, `${path}['${name}']`),
      }));
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw no(jsonText(value), type, path);
    case 'int':
    case 'float':
    case 'decimal':
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
        return fromText(String(value), type, path);
      if (value instanceof JsonNumber) return fromText(value.text, type, path);
      throw no(jsonText(value), type, path);
    default:
      if (typeof value === 'string') return fromText(value, type, path);
      throw no(jsonText(value), type, path);
  }
}

function part(value: JsonValue, type: DataType, nullable: boolean, path: string): Value {
  if (value !== null) return fromJson(value, type, path);
  if (nullable || type.kind === 'null') return null;
  throw new TextArgumentError(`${within(path)}may not be null`);
}

function structOf(value: ReadonlyMap<string, JsonValue>, { fields }: StructType, path: string): StructValue {
  const names = fields.map(({ name }) => name);
  for (const given of value.keys())
    if (!names.includes(given)) {
      const meant = suggest(given, names);
      throw new TextArgumentError(
        `${within(path)}has no field \`${given}\`${meant === undefined ? `; its fields are ${names.join(', ')}` : `; did you mean \`${meant}\`?`}`,
      );
    }
  return Object.fromEntries(fields.map((field) => [fieldKey(field.name), fieldOf(value, field, path)]));
}

function fieldOf(value: ReadonlyMap<string, JsonValue>, { name, type, nullable }: Field, path: string): Value {
  const given = value.get(name);
  if (given === undefined && !nullable) throw new TextArgumentError(`${within(path)}needs the field \`${name}\``);
  return part(given ?? null, type, nullable, `${path}.${name}`);
}

function within(path: string): string {
  return path === '' ? '' : `at \`${path}\` `;
}

function no(value: string, type: DataType, path: string): TextArgumentError {
  const shown = value.length > 80 ? `${value.slice(0, 77)}…` : value;
  return new TextArgumentError(`${within(path)}${shown} is not a valid ${showDataType(type)}`);
}
