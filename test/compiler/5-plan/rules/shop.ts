import { EMPTY_VIEW, type CatalogView, type TableInfo } from '../../../../compiler/contract/catalog-view.ts';
import { DATE, decimal, INT, STRING, type DataType } from '../../../../compiler/contract/data-type.ts';

function table(
  id: number,
  name: string,
  rowCount: number,
  columns: readonly (readonly [name: string, type: DataType, nullable: boolean])[],
): TableInfo {
  return {
    id,
    schema: 'main',
    name,
    columns: columns.map(([column, type, nullable], i) => ({
      name: column,
      type,
      nullable,
      fieldId: i + 1,
      defaultText: null,
    })),
    keys: [],
    checks: [],
    schemaVersion: 1,
    rowCount,
    readOnly: false,
  };
}

/** A hundred customers and ten thousand orders. */
export const shopView: CatalogView = {
  ...EMPTY_VIEW,
  complete: true,
  tables: [
    table(1, 'customers', 100, [
      ['id', INT, false],
      ['name', STRING, true],
      ['region', STRING, true],
    ]),
    table(2, 'orders', 10_000, [
      ['id', INT, false],
      ['customer', INT, true],
      ['amount', decimal(10, 2), true],
      ['day', DATE, true],
    ]),
  ],
};
