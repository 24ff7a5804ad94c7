/** Times are milliseconds. */
export interface ProfileLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The routine that the line is of, `lambda` or `statement`. */
  readonly routine: string;
  /** The text of the line; `null` where it is not known. */
  readonly source: string | null;
  /** What the line took itself, with the queries and library functions that it runs. */
  readonly self: number;
  /** The same with the routines that it calls. A line that is on the stack twice counts once. */
  readonly total: number;
}

/** Lines that called each other, outermost first, as positions among the report's lines. */
export interface ProfileStack {
  readonly lines: readonly number[];
  readonly self: number;
}

/** Where a call spent its time, by the lines of its source. `lines` come with the most time of their own first; the parts sum up to `milliseconds`. */
export interface ProfileReport {
  readonly routine: string;
  readonly milliseconds: number;
  readonly samples: number;
  readonly lines: readonly ProfileLine[];
  readonly stacks: readonly ProfileStack[];
  /** What no line took. */
  readonly besides: {
    /** Making code of texts, which later calls do not do. */
    readonly compiling: number;
    readonly collecting: number;
    /** Before, after and between the lines: the commit above all. */
    readonly other: number;
  };
}
