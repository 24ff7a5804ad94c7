/** A half-open range of UTF-16 offsets `[start, end)` in one source file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span together with the name of the file that it lies in. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}
