import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import type { ThriftList, ThriftStruct } from './thrift.ts';

const TYPE = 1;
const CONVERTED = 6;
const LOGICAL = 10;

/** What the encoder does not know: leaf columns that are uuids, intervals and JSON get their Parquet types in the schema. */
export function markLeafTypes(footer: ThriftStruct, fields: readonly Field[]): ThriftStruct {
  const leaves = fields.flatMap(({ type }) => leafTypes(type));
  if (leaves.every((type) => markOf(type) === null)) return footer;
  const schema = footer.get(2)!.value as ThriftList;
  let leaf = 0;
  const values = (schema.values as readonly ThriftStruct[]).map((element) => {
    const mark = element.has(TYPE) ? markOf(leaves[leaf++]!) : null;
    return mark === null ? element : marked(element, mark);
  });
  return new Map(footer).set(2, { type: 9, value: { ...schema, values } });
}

/** The types of a column's leaves, in the order of the Parquet schema. */
export function leafTypes(type: DataType): DataType[] {
  switch (type.kind) {
    case 'list':
      return leafTypes(type.element);
    case 'map':
      return [...leafTypes(type.key), ...leafTypes(type.value)];
    case 'struct':
      return type.fields.flatMap((field) => leafTypes(field.type));
    default:
      return [type];
  }
}

interface Mark {
  readonly converted: number | null;
  readonly logical: number | null;
}

function markOf(type: DataType): Mark | null {
  switch (type.kind) {
    case 'uuid':
      return { converted: null, logical: 14 };
    case 'interval':
      return { converted: 21, logical: null };
    case 'json':
      return { converted: 19, logical: 12 };
    default:
      return null;
  }
}

/** Fields are written in the order of their ids. */
function marked(element: ThriftStruct, { converted, logical }: Mark): ThriftStruct {
  const fields = new Map(element);
  fields.delete(CONVERTED);
  fields.delete(LOGICAL);
  if (converted !== null) fields.set(CONVERTED, { type: 5, value: converted });
  if (logical !== null) fields.set(LOGICAL, { type: 12, value: new Map([[logical, { type: 12, value: new Map() }]]) });
  return new Map([...fields].sort(([a], [b]) => a - b));
}
