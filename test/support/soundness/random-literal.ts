import {
  showDataType,
  showField,
  type DataType,
  type ListType,
  type StructType,
} from '../../../compiler/contract/data-type.ts';
import type { Random } from '../parsing/random.ts';

/** A type as programs write it. */
export function typeText(type: DataType): string {
  if (type.kind === 'struct' && type.name === undefined) return `{${type.fields.map(showField).join(', ')}}`;
  return showDataType(type);
}

/** A literal of exactly this type, or a cast one where none has it. Never NULL. */
export function literal(type: DataType, random: Random): string {
  const { pick, below, chance } = random;
  switch (type.kind) {
    case 'int':
      return type.bits === 64 ? wholeNumber(random) : `(${below(100)} :: ${typeText(type)})`;
    case 'float':
      return pick(['0e0', '1e0', '2.5e0', '(-3.25e0)', '1e3', '1e-3', '1e17']);
    case 'decimal':
      return `(${pick(['0', '1', '2.5', '-0.25', '9.99'])} :: ${typeText(type)})`;
    case 'string': {
      const text = pick(["''", "'a'", "'bc'", "'12'", "'Äß'", "'it''s'", "'2024-02-29'", "'x,y'"]);
      return type.maxLength === undefined ? text : `(${text} :: ${typeText(type)})`;
    }
    case 'boolean':
      return pick(['true', 'false']);
    case 'date':
      return `date '${pick(['2024-02-29', '1999-12-31', '2026-07-01'])}'`;
    case 'time':
      return `time '${pick(['00:00:00', '12:34:56.789', '23:59:59'])}'`;
    case 'timestamp': {
      const moment = pick(['2024-02-29 12:00:00', '1969-12-31 23:59:59.5', '2026-07-01 00:00:00']);
      return type.zoned ? `timestampz '${moment.replace(' ', 'T')}Z'` : `timestamp '${moment}'`;
    }
    case 'interval':
      return `interval '${pick(['1 day', '2 months', '3 hours', '1 month 2 days', '90 seconds'])}'`;
    case 'blob':
      return `encode(${pick(["'a'", "''", "'zz'"])})`;
    case 'json':
      return `(${pick([`'{"a": 1}'`, "'[1, 2, null]'", "'null'", `'"s"'`, "'3.5'"])} :: json)`;
    case 'uuid':
      return `('${pick(['00000000-0000-0000-0000-000000000000', '123e4567-e89b-42d3-a456-426614174000'])}' :: uuid)`;
    case 'list':
      return chance(0.3)
        ? `Array<${elementText(type)}>::[]`
        : `Array<${elementText(type)}>::[${elements(type, random)}]`;
    case 'map': {
      const key = literal(type.key, random);
      return `map_from_lists([${key}], [${literal(type.value, random)}])`;
    }
    case 'struct': {
      const fields = type.fields.map(({ name, ...field }) => `${name}: ${cell(field, random)}`);
      return structText(type, fields);
    }
    default:
      throw new Error(`no literal has the type ${type.kind}`);
  }
}

/** A literal, or NULL of its type where that is one of its values. */
export function cell(slot: { readonly type: DataType; readonly nullable: boolean }, random: Random): string {
  return slot.nullable && random.chance(0.5) ? `(null :: ${typeText(slot.type)})` : literal(slot.type, random);
}

/** A struct of these `name: value`s. Only a cast tells that a field may be NULL beside a value that is not. */
export function structText(type: StructType, fields: readonly string[]): string {
  if (type.name !== undefined) return `type struct :: ${type.name} {${fields.join(', ')}}`;
  const plain = `{${fields.join(', ')}}`;
  return type.fields.some(({ nullable }) => nullable) ? `(${plain} :: ${typeText(type)})` : plain;
}

function elements(type: ListType, random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => cell(elementOf(type), random)).join(', ');
}

/** What the elements of a list hold. */
export function elementOf(type: ListType): { readonly type: DataType; readonly nullable: boolean } {
  return { type: type.element, nullable: type.elementNullable };
}

/** The type of a list's elements as programs write it. */
export function elementText(type: ListType): string {
  return `${typeText(type.element)}${type.elementNullable ? '?' : ''}`;
}

function wholeNumber({ chance, pick, below }: Random): string {
  if (chance(0.85)) return String(below(10));
  return pick(['(-1)', '(-7)', '1000000', '9007199254740993', '9223372036854775807', '(-9007199254740992)']);
}
