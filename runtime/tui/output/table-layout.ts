import { showDataType, type DataType, type Field } from '../../../compiler/contract/data-type.ts';
import { cut, pad } from './cell-text.ts';
import { fitColumns } from './fit-columns.ts';
import { textWidth } from './text-width.ts';

/** A row as texts on one line each; `null` is NULL. */
export type TextRow = readonly (string | null)[];

/** How the lines of a table are made. */
export interface TableLayout {
  readonly top: string;
  /** Names, types and the rule below them. */
  readonly head: readonly string[];
  row(row: TextRow): string;
  readonly bottom: string;
  /** Columns that are left out for want of space. */
  readonly hidden: number;
}

/**
 * Lays out a table with a frame, names over types, numbers to the right, NULL spelled out; types and NULL are dim with `colour`. Widths are those of `sample`; a
 * cell that is wider is cut. `columns` is the width of the terminal, `null` for no limit.
 */
export function tableLayout(
  fields: readonly Field[],
  sample: readonly TextRow[],
  columns: number | null,
  colour: boolean,
): TableLayout {
  const dim = (text: string): string => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const bold = (text: string): string => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const names = fields.map((field) => cut(field.name, Math.max(60, columns ?? 0)));
  const types = fields.map((field) => cut(showDataType(field.type), 60));
  const wanted = fields.map((_, i) =>
    sample.reduce(
      (widest, row) => Math.max(widest, row[i] == null ? 4 : textWidth(row[i])),
      Math.max(1, textWidth(names[i]!), textWidth(types[i]!)),
    ),
  );
  const { shown, widths, gap } = columns === null ? wholeColumns(wanted) : fitColumns(wanted, columns);
  const right = shown.map((i) => isNumeric(fields[i]!.type));
  const join = (cells: readonly string[], more: string, left: string, middle: string, end: string): string =>
    left + (gap === null ? cells : cells.toSpliced(gap, 0, more)).join(middle) + end;
  const rule = (left: string, middle: string, end: string): string =>
    join(
      widths.map((width) => '─'.repeat(width + 2)),
      '───',
      left,
      middle,
      end,
    );
  const line = (cells: TextRow, paint: (text: string) => string): string =>
    join(
      shown.map((column, i) => {
        const text = cells[column] ?? null;
        const width = widths[i]!;
        if (text === null) return ` ${dim(pad(cut('NULL', width), width, right[i]!))} `;
        return ` ${paint(pad(cut(text, width), width, right[i]!))} `;
      }),
      ` ${dim('…')} `,
      '│',
      '│',
      '│',
    );
  return {
    top: rule('┌', '┬', '┐'),
    head: [line(names, bold), line(types, dim), rule('├', '┼', '┤')],
    row: (row) => line(row, (text) => text),
    bottom: rule('└', '┴', '┘'),
    hidden: fields.length - shown.length,
  };
}

function wholeColumns(wanted: readonly number[]): ReturnType<typeof fitColumns> {
  return { shown: wanted.map((_, i) => i), widths: wanted, gap: null };
}

function isNumeric(type: DataType): boolean {
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal';
}
