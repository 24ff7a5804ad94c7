import type { DataType, Field } from '../../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import type { FieldIds } from '../field-ids.ts';
import type { ThriftField, ThriftStruct } from '../thrift.ts';
import { bool, i32, i8, nested, structOf, text } from './thrift-struct.ts';

/** Physical types by number. */
export const Physical = { boolean: 0, int32: 1, int64: 2, float: 4, double: 5, byteArray: 6, fixed: 7 } as const;

/** A leaf of the schema: what its values are stored as, and how deep it stands. */
export interface Leaf {
  readonly type: DataType;
  readonly physical: number;
  /** Bytes of a fixed-length value. */
  readonly width: number;
  readonly path: readonly string[];
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  readonly fieldId: number | null;
}

const REQUIRED = 0;
const OPTIONAL = 1;
const REPEATED = 2;

/** The elements of the schema, depth first, the root first, and the leaves among them. */
export function schemaElements(
  fields: readonly Field[],
  fieldIds: readonly FieldIds[] | null,
): { elements: ThriftStruct[]; leaves: Leaf[] } {
  const elements = [
    structOf([
      [4, text('schema')],
      [5, i32(fields.length)],
    ]),
  ];
  const leaves: Leaf[] = [];
  fields.forEach((field, i) =>
    addField(elements, leaves, field, fieldIds?.[i] ?? null, { path: [], definition: 0, repetition: 0 }),
  );
  return { elements, leaves };
}

interface Depth {
  readonly path: readonly string[];
  readonly definition: number;
  readonly repetition: number;
}

function addField(
  elements: ThriftStruct[],
  leaves: Leaf[],
  { name, type, nullable }: Field,
  ids: FieldIds | null,
  above: Depth,
): void {
  const optional = nullable || type.kind === 'null';
  const depth = {
    path: [...above.path, name],
    definition: above.definition + (optional ? 1 : 0),
    repetition: above.repetition,
  };
  const element = (children: number | null, kind: readonly (readonly [number, ThriftField | null])[]): ThriftStruct =>
    structOf([
      ...kind.filter(([id]) => id < 3),
      [3, i32(optional ? OPTIONAL : REQUIRED)],
      [4, text(name)],
      [5, children === null ? null : i32(children)],
      ...kind.filter(([id]) => id > 5 && id < 9),
      [9, ids === null ? null : i32(ids.id)],
      ...kind.filter(([id]) => id > 9),
    ]);
  const repeated = (group: string, children: number): Depth => {
    elements.push(
      structOf([
        [3, i32(REPEATED)],
        [4, text(group)],
        [5, i32(children)],
      ]),
    );
    return { path: [...depth.path, group], definition: depth.definition + 1, repetition: depth.repetition + 1 };
  };
  switch (type.kind) {
    case 'list': {
      elements.push(
        element(1, [
          [6, i32(3)],
          [10, logical(3)],
        ]),
      );
      addField(
        elements,
        leaves,
        { name: 'element', type: type.element, nullable: type.elementNullable },
        ids?.parts[0] ?? null,
        repeated('list', 1),
      );
      return;
    }
    case 'map': {
      elements.push(
        element(1, [
          [6, i32(1)],
          [10, logical(2)],
        ]),
      );
      const below = repeated('key_value', 2);
      addField(elements, leaves, { name: 'key', type: type.key, nullable: false }, ids?.parts[0] ?? null, below);
      addField(elements, leaves, { name: 'value', type: type.value, nullable: true }, ids?.parts[1] ?? null, below);
      return;
    }
    case 'struct':
      if (type.fields.length === 0)
        throw gobiError('Unsupported', {
          what: `a struct without fields in a Parquet file (\`${name}\`)`,
          instead: 'leave the column out',
        });
      elements.push(element(type.fields.length, []));
      type.fields.forEach((field, i) => addField(elements, leaves, field, ids?.parts[i] ?? null, depth));
      return;
    default: {
      const { physical, width, kind } = leafElement(type);
      elements.push(element(null, [[1, i32(physical)], [2, width === 0 ? null : i32(width)], ...kind]));
      leaves.push({
        type,
        physical,
        width,
        path: depth.path,
        maxDefinition: depth.definition,
        maxRepetition: depth.repetition,
        fieldId: ids?.id ?? null,
      });
    }
  }
}

function logical(kind: number, fields: readonly (readonly [number, ThriftField | null])[] = []): ThriftField {
  return nested(structOf([[kind, nested(structOf(fields))]]));
}

interface LeafElement {
  readonly physical: number;
  readonly width: number;
  /** Converted type (6), scale (7), precision (8), logical type (10). */
  readonly kind: readonly (readonly [number, ThriftField | null])[];
}

const MICROS = nested(structOf([[2, nested(structOf([]))]]));

function leafElement(type: Exclude<DataType, { kind: 'list' | 'map' | 'struct' }>): LeafElement {
  const plain = (physical: number, kind: LeafElement['kind'] = [], width = 0): LeafElement => ({
    physical,
    width,
    kind,
  });
  switch (type.kind) {
    case 'boolean':
      return plain(Physical.boolean);
    case 'int': {
      if (type.bits === 64 && !type.unsigned) return plain(Physical.int64);
      const converted = { 8: 15, 16: 16, 32: 17, 64: 18 }[type.bits] - (type.unsigned ? 4 : 0);
      return plain(type.bits === 64 ? Physical.int64 : Physical.int32, [
        [6, i32(converted)],
        [
          10,
          logical(10, [
            [1, i8(type.bits)],
            [2, bool(!type.unsigned)],
          ]),
        ],
      ]);
    }
    case 'float':
      return plain(type.bits === 64 ? Physical.double : Physical.float);
    case 'decimal': {
      const kind: LeafElement['kind'] = [
        [6, i32(5)],
        [7, i32(type.scale)],
        [8, i32(type.precision)],
        [
          10,
          logical(5, [
            [1, i32(type.scale)],
            [2, i32(type.precision)],
          ]),
        ],
      ];
      if (type.precision <= 18) return plain(type.precision <= 9 ? Physical.int32 : Physical.int64, kind);
      return plain(Physical.fixed, kind, 16);
    }
    case 'string':
      return plain(Physical.byteArray, [
        [6, i32(0)],
        [10, logical(1)],
      ]);
    case 'json':
      return plain(Physical.byteArray, [
        [6, i32(19)],
        [10, logical(12)],
      ]);
    case 'blob':
      return plain(Physical.byteArray);
    case 'uuid':
      return plain(Physical.fixed, [[10, logical(14)]], 16);
    case 'interval':
      return plain(Physical.fixed, [[6, i32(21)]], 12);
    case 'date':
      return plain(Physical.int32, [
        [6, i32(6)],
        [10, logical(6)],
      ]);
    case 'time':
      return plain(Physical.int64, [
        [6, i32(8)],
        [
          10,
          logical(7, [
            [1, bool(false)],
            [2, MICROS],
          ]),
        ],
      ]);
    case 'timestamp':
      return plain(Physical.int64, [
        [6, type.zoned ? i32(10) : null],
        [
          10,
          logical(8, [
            [1, bool(type.zoned)],
            [2, MICROS],
          ]),
        ],
      ]);
    case 'null':
      return plain(Physical.int32, [[10, logical(11)]]);
    case 'secret':
      throw gobiError('Unsupported', { what: 'writing a secret to a file', instead: 'leave the column out' });
  }
}
