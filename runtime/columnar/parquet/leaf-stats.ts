import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Value } from '../value.ts';

/** Statistics of one leaf column of a written file. */
export interface LeafStats {
  readonly fieldId: number | null;
  readonly type: DataType;
  /** Compressed bytes in the file. */
  readonly bytes: number;
  /** Values that are not NULL. */
  readonly values: number;
  /** NULLs, those under NULL or empty lists and structs included. */
  readonly nulls: number;
  /** Bounds as run-time values; `null` when there is no value, or the type has none. */
  readonly min: Value;
  readonly max: Value;
  /** `null` for types without NaN. */
  readonly hasNaN: boolean | null;
}
