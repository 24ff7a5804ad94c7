import { plain, type NativeModule } from './native.ts';

/** What the library needs of a table value. */
interface Rows {
  readonly rowCount: number;
}

/** Bodies of table.plg. */
export const table: NativeModule = {
  'table/row_count': plain((rows: Rows) => rows.rowCount),
  'table/is_empty': plain((rows: Rows) => rows.rowCount === 0),
  'table/has_rows': plain((rows: Rows) => rows.rowCount > 0),
};
