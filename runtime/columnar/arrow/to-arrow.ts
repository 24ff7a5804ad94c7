import type { Data, Table as ArrowTable } from 'apache-arrow';
import type { Field } from '../../../compiler/contract/data-type.ts';
import { compactTable } from '../gather-table.ts';
import { sameColumnLayout } from '../layout/same-layout.ts';
import { shareDictionary } from '../layout/share-dictionary.ts';
import type { Column } from '../column.ts';
import type { Table } from '../table.ts';
import { uniqueNames } from '../unique-names.ts';
import type { ArrowLibrary } from './arrow-library.ts';
import { arrowLibrary } from './arrow-library.ts';
import type { ArrowForm } from './arrow-schema.ts';
import { arrowFieldOf } from './arrow-schema.ts';
import { exportColumn, exportDictionaryColumn } from './export-column.ts';

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
  if ((field.type.kind === 'string' || field.type.kind === 'json') && parts.some((part) => part.layout === 'dict')) {
    const shared = shareDictionary(sameColumnLayout(parts));
    const [first] = shared;
    if (first?.layout === 'dict') {
      const { indexes, data } = exportDictionaryColumn(library, first.dictionary, shared);
      const arrowField = arrowFieldOf(library, field, form, [index], indexes);
      return { field: arrowField, data: data(arrowField.type) };
    }
  }
  const arrowField = arrowFieldOf(library, field, form, [index]);
  return {
    field: arrowField,
    data: parts.map((part) => exportColumn(library, part, field.type, arrowField.type, form)),
  };
}
