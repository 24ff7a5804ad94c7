import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import type { Value } from '../../columnar/value.ts';
import type { CatalogDatabase, CatalogValue } from '../database.ts';
import { parseValue } from '../text/value-text.ts';
import type { ColumnBounds } from './column-test.ts';

/** Texts of this length or more may have been cut, so that longer ones may lie behind a greatest one. */
const CUT_TEXT = 256;

type StoredBounds = Readonly<Record<'min_value' | 'max_value' | 'null_count' | 'contains_nan', CatalogValue>>;

/** The catalog's statistics of a table's data files, read when they are first asked for and again only for newer files. */
export class FileBounds {
  readonly #database: CatalogDatabase;
  readonly #table: number;
  readonly #files = new Map<number, Map<number, StoredBounds>>();
  #newest = -1;

  constructor(database: CatalogDatabase, table: number) {
    this.#database = database;
    this.#table = table;
  }

  /** What the catalog knows of a column in a file of `rows` rows; `null` when it says nothing. */
  of(file: number, rows: number, { fieldId, type, storageType }: ColumnEntry): ColumnBounds | null {
    if (file > this.#newest) this.#read();
    const stored = this.#files.get(file)?.get(fieldId);
    if (stored === undefined) return null;
    const nulls = stored['null_count'];
    return {
      min: boundOf(stored['min_value'], type, storageType),
      max: greatestOf(boundOf(stored['max_value'], type, storageType)),
      rows,
      nulls: nulls === null ? null : Number(nulls),
      mayHaveNaN: type.kind === 'float' && stored['contains_nan'] !== 0,
    };
  }

  #read(): void {
    const rows = this.#database.all(
      'SELECT data_file_id, column_id, min_value, max_value, null_count, contains_nan FROM ducklake_file_column_stats WHERE table_id = ? AND data_file_id > ?',
      this.#table,
      this.#newest,
    );
    for (const row of rows) {
      const file = Number(row['data_file_id']);
      const columns = this.#files.get(file) ?? new Map<number, StoredBounds>();
      columns.set(Number(row['column_id']), row as StoredBounds);
      this.#files.set(file, columns);
      this.#newest = Math.max(this.#newest, file);
    }
  }
}

/** A bound from its text; what other programs wrote in a way that is not known here is no bound. */
function boundOf(text: CatalogValue, type: DataType, storageType: string): Value {
  if (text === null) return null;
  try {
    const value = parseValue(String(text), type, storageType);
    return typeof value === 'number' && type.kind === 'float' && type.bits === 32 ? Math.fround(value) : value;
  } catch {
    return null;
  }
}

function greatestOf(max: Value): Value {
  return typeof max === 'string' && max.length >= CUT_TEXT ? null : max;
}
