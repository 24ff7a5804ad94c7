/** What a script sees of an engine: texts in, printed cells out. NULL is null. */
export interface ScriptEngine {
  exec(sql: string): Promise<ScriptResult>;
  close(): Promise<void>;
}

/** The result of the last statement of a text. */
export interface ScriptResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows that a data change wrote or deleted; null for other statements. */
  readonly changed: number | null;
}

/** Opens an engine on a folder, again after `restart`. */
export type OpenEngine = (folder: string) => Promise<ScriptEngine>;
