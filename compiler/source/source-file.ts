/** One file of source text. `dialect` decides quoting: in `sql` files double quotes quote names. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly dialect: 'plg' | 'sql';
}

/** Makes a source file; the dialect follows from the extension. */
export function sourceFile(name: string, text: string): SourceFile {
  return { name, text, dialect: name.toLowerCase().endsWith('.sql') ? 'sql' : 'plg' };
}
