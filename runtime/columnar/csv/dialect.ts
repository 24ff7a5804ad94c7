/** How a delimited text file is written. Delimiter and quote are single bytes; a quote inside of a quoted field is written twice. */
export interface Dialect {
  readonly delimiter: number;
  readonly quote: number;
  /** Whether the first record names the columns. */
  readonly header: boolean;
}

export const COMMA = 0x2c;
export const TAB = 0x09;
export const DOUBLE_QUOTE = 0x22;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
