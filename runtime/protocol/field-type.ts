/** Types of the fields of messages, all of which may be NULL. `json` is text. */
export type FieldType = 'text' | 'json' | 'number' | 'whole' | 'id' | 'flag' | 'bytes';
