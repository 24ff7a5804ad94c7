import type { DataType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { listChildType } from '../builders/list-builder.ts';
import type { Printer } from '../convert/print-value.ts';
import { printFloat, printFloat32, valuePrinter } from '../convert/print-value.ts';
import { rowsOf } from '../rows-of.ts';
import type { Table } from '../table.ts';
import type { ListValue, StructValue } from '../value.ts';
import { fieldKey } from '../value.ts';

/**
 * A result as one JSON text, `{"columns":[{"name","type"}],"rows":[[…]]}`, exact: integers beyond ±2^53, decimals, dates, times, timestamps,
 * intervals, uuids, blobs, json, NaN and infinities are strings of their text; lists are arrays, structs objects, maps arrays of `{"key","value"}`.
 */
export function resultJson(table: Table): string {
  return [...resultJsonPieces(table)].join('');
}

/** The same text in pieces, for results that are large. */
export function* resultJsonPieces(table: Table): Generator<string, void> {
  const columns = table.fields.map(
    ({ name, type }) => `{"name":${JSON.stringify(name)},"type":${JSON.stringify(showDataType(type))}}`,
  );
  const printers = table.fields.map(({ type }) => cellPrinter(type));
  yield `{"columns":[${columns.join(',')}],"rows":[`;
  let pending: string[] = [];
  let first = true;
  for (const row of rowsOf(table)) {
    pending.push(`${first ? '' : ','}[${row.map((value, i) => printers[i]!(value)).join(',')}]`);
    first = false;
    if (pending.length === 1024) {
      yield pending.join('');
      pending = [];
    }
  }
  yield `${pending.join('')}]}`;
}

/** Writes a value, NULL included, as a cell of a result. */
export function cellPrinter(type: DataType): Printer {
  const print = presentCell(type);
  return (value) => (value === null ? 'null' : print(value));
}

function presentCell(type: DataType): Printer {
  switch (type.kind) {
    case 'int':
      return (value) => (typeof value === 'bigint' ? `"${value}"` : String(value));
    case 'float': {
      const print = type.bits === 32 ? printFloat32 : printFloat;
      return (value) => (Number.isFinite(value) ? print(value as number) : `"${String(value)}"`);
    }
    case 'boolean':
      return String;
    case 'null':
      return () => 'null';
    case 'list':
    case 'map': {
      const print = cellPrinter(listChildType(type));
      return (value) => `[${(value as ListValue).map(print).join(',')}]`;
    }
    case 'struct': {
      const parts = type.fields.map(({ name, type }) => ({
        label: JSON.stringify(name),
        key: fieldKey(name),
        print: cellPrinter(type),
      }));
      return (value) =>
        `{${parts.map(({ label, key, print }) => `${label}:${print((value as StructValue)[key] ?? null)}`).join(',')}}`;
    }
    case 'string':
    case 'json':
    case 'uuid':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'blob':
    case 'secret': {
      const print = valuePrinter(type);
      return (value) => JSON.stringify(print(value));
    }
  }
}
