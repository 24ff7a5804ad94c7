import { decimal, NULL, STRING, type DataType, type Field, type StructType } from '../../contract/data-type.ts';
import type { Span } from '../../contract/span.ts';
import { isDataType, type Column, type Type, type TypeSlot } from '../../contract/type.ts';
import { scalarTypeOf } from '../../contract/type-names.ts';
import type { NamedType, TypeSyntax } from '../../ir/syntax-type.ts';
import { assertNever } from '../../source/assert-never.ts';
import { ANY_DECIMAL, ERROR } from './conversion.ts';

/** What the names in a type stand for, and where mistakes go. */
export interface TypeNames {
  /** A struct, a row of a table or an exception; `null` when the name is none of these (and unknown names were reported). */
  readonly named: (type: NamedType) => StructType | null;
  readonly mistake: (
    message: { readonly type: string; readonly given: number | string; readonly needed: string },
    span: Span,
  ) => void;
  /** What a type variable stands for; `null` for a name that is none. */
  readonly variable?: (type: NamedType) => TypeSlot | null;
  /** In the standard library: single capital letters are type variables, and `decimal` is any decimal. */
  readonly library: boolean;
}

/** The type that a type's text means; `null` for one that is to be inferred. */
export function readType(type: TypeSyntax, names: TypeNames): TypeSlot | null {
  switch (type.kind) {
    case 'NamedType':
      return readNamed(type, names);
    case 'ListType':
      return slot(listOf(readType(type.element, names)));
    case 'NullableType': {
      const inner = readType(type.inner, names);
      return inner === null ? null : { type: inner.type, nullable: true };
    }
    case 'UnionType':
      return readUnion(type.members.map((member) => readType(member, names) ?? slot({ kind: 'any' })));
    case 'LiteralType':
      return readLiteralType(type);
    case 'TableType': {
      const columns = type.columns.map((column): Column => ({
        name: column.name.text,
        ...known(readType(column.type, names)),
      }));
      const open = type.rest === undefined ? null : { row: type.rest.name?.text ?? 'r' };
      return slot({ kind: 'table', columns, open, cardinality: 'many' });
    }
    case 'StructType':
      return slot({
        kind: 'struct',
        fields: type.fields.map((f) => ({ name: f.name.text, ...dataSlot(readType(f.type, names)) })),
      });
    case 'FunctionType':
      return slot({
        kind: 'function',
        parameters: type.parameters.map((p) => known(readType(p, names))),
        result: known(readType(type.result, names)),
      });
    case 'SecretType':
      return slot({ kind: 'secret' });
    default:
      return assertNever(type);
  }
}

function slot(type: Type): TypeSlot {
  return { type, nullable: false };
}

function known(read: TypeSlot | null): TypeSlot {
  return read ?? slot({ kind: 'any' });
}

/** A slot for a place that only holds values of columns and locals. */
export function dataSlot(read: TypeSlot | null): { readonly type: DataType; readonly nullable: boolean } {
  const { type, nullable } = known(read);
  return { type: isDataType(type) ? type : NULL, nullable };
}

function listOf(element: TypeSlot | null): Type {
  const { type, nullable } = known(element);
  if (type === ERROR) return ERROR;
  // A list of a type variable or of anything exists in signatures alone; there the element's type is kept as it is.
  return { kind: 'list', element: type as DataType, elementNullable: nullable };
}

/** As with lists, type variables stay in signatures. A key is never NULL. */
function mapOf(key: TypeSlot | null, value: TypeSlot | null): Type {
  const [k, v] = [known(key), known(value)];
  if (k.type === ERROR || v.type === ERROR) return ERROR;
  const map = { kind: 'map' as const, key: k.type as DataType, value: v.type as DataType };
  return v.nullable ? { ...map, valueNullable: true } : map;
}

function readUnion(members: readonly TypeSlot[]): TypeSlot {
  const types: Type[] = [];
  for (const { type } of members)
    if (type.kind !== 'null' && !types.some((t) => JSON.stringify(t) === JSON.stringify(type))) types.push(type);
  const nullable = members.some((m) => m.nullable || m.type.kind === 'null');
  const [only] = types;
  return { type: only !== undefined && types.length === 1 ? only : { kind: 'union', members: types }, nullable };
}

function readLiteralType({ literal }: Extract<TypeSyntax, { kind: 'LiteralType' }>): TypeSlot {
  switch (literal.kind) {
    case 'StringLiteral':
      return slot(STRING);
    case 'BooleanLiteral':
      return slot({ kind: 'boolean' });
    case 'NullLiteral':
      return { type: NULL, nullable: true };
    case 'NumberLiteral':
      return slot(literal.form === 'float' ? { kind: 'float', bits: 64 } : { kind: 'int', bits: 64, unsigned: false });
  }
}

function readNamed(type: NamedType, names: TypeNames): TypeSlot | null {
  const text = type.name.parts.map((part) => part.text).join('.');
  const key = text.toLowerCase();
  const numbers = type.parameters.map((p) => Number(p.text));
  const struct = names.named(type);
  if (struct !== null) return slot(struct);
  const variable = names.variable?.(type) ?? null;
  if (variable !== null) return variable;
  if (names.library && /^[A-Z]$/.test(text)) return slot({ kind: 'variable', name: text });
  const scalar = scalarTypeOf(key);
  if (scalar !== undefined)
    return slot(
      scalar.kind === 'string' && numbers[0] !== undefined ? { kind: 'string', maxLength: numbers[0] } : scalar,
    );
  const args = type.typeArguments.map((argument) => readType(argument, names));
  const need = (count: number): boolean => {
    if (args.length === count) return true;
    names.mistake({ type: text, given: args.length, needed: String(count) }, type.span);
    return false;
  };
  switch (key) {
    case 'decimal':
    case 'numeric':
      if (numbers.length === 0 && names.library) return slot(ANY_DECIMAL);
      return readDecimalType(numbers, type, names);
    case 'array':
    case 'list':
      // without what is in it the type is as good as left out
      if (args.length === 0) return null;
      return need(1) ? slot(listOf(args[0] ?? null)) : slot(ERROR);
    case 'dict':
    case 'map':
      return need(2) ? slot(mapOf(args[0] ?? null, args[1] ?? null)) : slot(ERROR);
    case 'tuple':
      if (args.length === 0) return null;
      return slot({ kind: 'struct', fields: args.map((arg, i): Field => ({ name: `_${i + 1}`, ...dataSlot(arg) })) });
    case 'table':
      return slot({ kind: 'table', columns: [], open: { row: 'r' }, cardinality: 'many' });
    case 'iterator': {
      const inner = args[0]?.type;
      return slot({
        kind: 'iterator',
        table:
          inner?.kind === 'table' ? inner : { kind: 'table', columns: [], open: { row: 'r' }, cardinality: 'many' },
      });
    }
    case 'function':
      return slot({ kind: 'function', parameters: [], result: slot({ kind: 'any' }) });
    case 'any':
    case 'type':
      return { type: { kind: 'any' }, nullable: true };
    case 'dynamic':
      return { type: { kind: 'dynamic' }, nullable: true };
    case 'void':
      return slot({ kind: 'void' });
    case 'never':
      return slot({ kind: 'never' });
    case 'struct':
    case 'unknown':
    case 'trytoinfertype':
      return null;
    default:
      return slot(ERROR);
  }
}

/** `decimal` is `decimal(18,3)`, `decimal(p)` has no digits after the point. */
function readDecimalType(numbers: readonly number[], type: NamedType, names: TypeNames): TypeSlot {
  const precision = numbers[0] ?? 18;
  const scale = numbers[1] ?? (numbers.length === 0 ? 3 : 0);
  if (precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision) return slot(decimal(precision, scale));
  names.mistake(
    {
      type: 'decimal',
      given: `${precision} ${precision === 1 ? 'digit' : 'digits'}, ${scale} of them after the point`,
      needed: '1 to 38, at most all of them after the point',
    },
    type.span,
  );
  return slot(ERROR);
}
