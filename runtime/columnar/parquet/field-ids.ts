/** The field id of a column, and of its parts: struct fields, a list's element, a map's key and value. */
export interface FieldIds {
  readonly id: number;
  readonly parts: readonly FieldIds[];
}
