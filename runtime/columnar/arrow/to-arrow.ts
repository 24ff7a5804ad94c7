import type {
  Data,
  DataType as ArrowDataType,
  Dictionary as ArrowDictionary,
  Field as ArrowJsField,
  Table as ArrowTable,
  Vector,
} from 'apache-arrow';
import type { Field } from '../../../compiler/contract/data-type.ts';
import { compactTable } from '../gather-table.ts';
import { sharedText } from '../layout/shared-text.ts';
import type { Column } from '../column.ts';
import type { Table } from '../table.ts';
import { uniqueNames } from '../unique-names.ts';
import type { ArrowLibrary } from './arrow-library.ts';
import { arrowLibrary } from './arrow-library.ts';
import type { ArrowForm } from './arrow-schema.ts';
import { arrowFieldOf } from './arrow-schema.ts';
import { codeBits, exportCodes, exportColumn, exportEntries } from './export-column.ts';
import type { ExportedArray } from './exported-array.ts';

const PLAIN: ArrowForm = { target: 'arrow' };

/**
 * The table as an Apache Arrow table: one record batch per segment, deleted rows left out, memory shared where the layouts agree, names made unique.
 * Logical types come back in full (`int` as Int64, `timestamp` as microseconds, decimals as 128 bits); text in dictionaries stays so.
 */
export function toArrow(table: Table, form: ArrowForm = PLAIN): ArrowTable {
  const library = arrowLibrary();
  const { fields: named, segments } = compactTable(table);
  const names = uniqueNames(named.map((field) => field.name));
  const fields = named.map((field, i) => ({ ...field, name: names[i]! }));
  const exported = fields.map((field, index) =>
    exportParts(
      library,
      field,
      segments.map((segment) => segment.columns[index]!),
      form,
      index,
    ),
  );
  const schema = new library.Schema(exported.map(({ field }) => field));
  const batches = segments.map(({ length }, i) => {
    const data = library.makeData({
      type: new library.Struct(schema.fields),
      length,
      nullCount: 0,
      children: exported.map(({ data }) => data[i]!),
    });
    return new library.RecordBatch(schema, data);
  });
  return new library.Table(schema, batches);
}

interface ExportedColumn {
  readonly field: ReturnType<typeof arrowFieldOf>;
  readonly data: readonly Data[];
}

function exportParts(
  library: ArrowLibrary,
  field: Field,
  parts: readonly Column[],
  form: ArrowForm,
  index: number,
): ExportedColumn {
  const coded = sharedText(field.type, parts);
  if (coded === null) {
    const arrowField = arrowFieldOf(library, field, form, [index]);
    return {
      field: arrowField,
      data: parts.map((part) =>
        dataOf(library, arrowField.type as ArrowDataType, exportColumn(part, field.type, form)),
      ),
    };
  }
  const { dictionary } = coded[0]!;
  const indexes = new library[`Int${codeBits(dictionary)}` as const]();
  const arrowField = arrowFieldOf(library, field, form, [index], indexes);
  const type = arrowField.type as ArrowDictionary;
  const entries = library.makeVector(dataOf(library, type.dictionary as ArrowDataType, exportEntries(dictionary)));
  return { field: arrowField, data: coded.map((part) => dataOf(library, type, exportCodes(part), entries)) };
}

/** The library's data over the buffers of an array. */
function dataOf(library: ArrowLibrary, type: ArrowDataType, array: ExportedArray, dictionary?: Vector): Data {
  const { length, nullCount, validity, offsets, values, children } = array;
  const parts = children.map((child, i) =>
    dataOf(library, (type.children as readonly ArrowJsField[])[i]!.type as ArrowDataType, child),
  );
  return library.makeData({
    ...{ type, length, nullCount, nullBitmap: validity },
    ...(offsets === null ? {} : { valueOffsets: offsets }),
    ...(values === null ? {} : { data: values }),
    // a list's one child, and the children of a struct
    ...(parts.length === 0 ? {} : { child: parts[0], children: parts }),
    ...(dictionary === undefined ? {} : { dictionary }),
  } as never) as Data;
}
