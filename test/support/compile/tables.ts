import {
  EMPTY_VIEW,
  type CatalogView,
  type TableColumn,
  type TableInfo,
} from '../../../compiler/contract/catalog-view.ts';
import type { DataType } from '../../../compiler/contract/data-type.ts';
import {
  BOOLEAN,
  DATE,
  INT,
  INTERVAL,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  FLOAT,
  decimal,
} from '../../../compiler/contract/data-type.ts';

const TYPES: Readonly<Record<string, DataType>> = {
  int: INT,
  float: FLOAT,
  string: STRING,
  boolean: BOOLEAN,
  date: DATE,
  timestamp: TIMESTAMP,
  timestampz: TIMESTAMPZ,
  interval: INTERVAL,
  money: decimal(12, 2),
  json: { kind: 'json' },
  secret: { kind: 'secret' },
  'int[]': { kind: 'list', element: INT, elementNullable: false },
};

/** A table from a line: `orders: id int key, total money, note string?, at timestamp = now()`. Columns are not nullable unless marked with `?`. */
export function table(line: string, id: number): TableInfo {
  const [name = '', rest = ''] = line.split(/:(.*)/s);
  const keys: number[] = [];
  const columns = rest.split(',').map((part, i): TableColumn => {
    const [definition = '', defaultText = null] = part.split('=').map((each) => each.trim());
    const [column = '', type = '', key] = definition.split(/\s+/);
    if (key === 'key') keys.push(i);
    return {
      name: column,
      type: TYPES[type.replace('?', '')] ?? STRING,
      nullable: type.endsWith('?'),
      fieldId: i + 1,
      defaultText,
    };
  });
  const tableKeys = keys.length === 0 ? [] : [{ name: 'primary', primary: true, columns: keys }];
  return {
    id,
    schema: 'main',
    name: name.trim(),
    columns,
    keys: tableKeys,
    checks: [],
    schemaVersion: 1,
    rowCount: null,
    readOnly: false,
  };
}

/** A complete view with these tables. */
export function viewOf(...lines: readonly string[]): CatalogView {
  return { ...EMPTY_VIEW, complete: true, tables: lines.map((line, i) => table(line, i + 1)) };
}

/** The tables that most tests use. */
export const SHOP = viewOf(
  'customers: id int key, name string, region string?, active boolean, joined date',
  'orders: id int key, customer_id int, total money, quantity int, note string?, created_at timestamp = now(), paid boolean?',
  'events: at timestampz, kind string, payload json?, amount float?',
);
