import type { DataType as ArrowDataType, Field as ArrowJsField } from 'apache-arrow';
import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import type { ArrowLibrary } from './arrow-library.ts';

/** The parts of a map's entries. An alias, because the library asks for an index signature. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type EntryTypes = { key: ArrowDataType; value: ArrowDataType };

/** How a table is written as Arrow. */
export interface ArrowForm {
  /** `parquet`: in the types that the Parquet encoder takes; intervals are 12 bytes (months, days, milliseconds). */
  readonly target: 'arrow' | 'parquet';
  /** Metadata of the fields of a column, by the path of positions that leads to each; a list's element and a map's key (0) and value (1) are parts too. */
  readonly metadata?: (path: readonly number[]) => ReadonlyMap<string, string>;
}

const EXTENSION = 'ARROW:extension:name';

/** The Arrow field of a column. `indexes` is the Arrow type of its codes when it is written as a dictionary. */
export function arrowFieldOf(
  library: ArrowLibrary,
  field: Field,
  form: ArrowForm,
  path: readonly number[],
  indexes: ArrowDataType | null = null,
): ArrowJsField {
  const plain = arrowTypeOf(library, field.type, form, path);
  const type = indexes === null ? plain : new library.Dictionary(plain, indexes as InstanceType<ArrowLibrary['Int32']>);
  const metadata = new Map(form.metadata?.(path) ?? []);
  if (form.target === 'arrow' && field.type.kind === 'uuid') metadata.set(EXTENSION, 'arrow.uuid');
  if (form.target === 'arrow' && field.type.kind === 'json') metadata.set(EXTENSION, 'arrow.json');
  return new library.Field(field.name, type, field.nullable || field.type.kind === 'null', metadata);
}

/** The Arrow type of a logical type. */
export function arrowTypeOf(
  library: ArrowLibrary,
  type: DataType,
  form: ArrowForm,
  path: readonly number[],
): ArrowDataType {
  switch (type.kind) {
    case 'null':
      return new library.Null();
    case 'boolean':
      return new library.Bool();
    case 'int': {
      const name = `${type.unsigned ? 'Uint' : 'Int'}${type.bits}` as const;
      return new library[name]();
    }
    case 'float':
      return type.bits === 64 ? new library.Float64() : new library.Float32();
    case 'decimal':
      return new library.Decimal(type.scale, type.precision, 128);
    case 'string':
    case 'json':
    case 'secret':
      return new library.Utf8();
    case 'blob':
      return new library.Binary();
    case 'uuid':
      return new library.FixedSizeBinary(16);
    case 'date':
      return new library.DateDay();
    case 'time':
      return new library.TimeMicrosecond();
    case 'timestamp':
      return new library.TimestampMicrosecond(type.zoned ? 'UTC' : null);
    case 'interval':
      return form.target === 'parquet' ? new library.FixedSizeBinary(12) : new library.IntervalMonthDayNano();
    case 'list':
      return new library.List(
        arrowFieldOf(library, { name: 'element', type: type.element, nullable: type.elementNullable }, form, [
          ...path,
          0,
        ]),
      );
    case 'map': {
      const key = arrowFieldOf(library, { name: 'key', type: type.key, nullable: false }, form, [...path, 0]);
      const value = arrowFieldOf(library, { name: 'value', type: type.value, nullable: true }, form, [...path, 1]);
      return new library.Map_(new library.Field('entries', new library.Struct<EntryTypes>([key, value]), false));
    }
    case 'struct':
      return new library.Struct(type.fields.map((part, i) => arrowFieldOf(library, part, form, [...path, i])));
  }
}
