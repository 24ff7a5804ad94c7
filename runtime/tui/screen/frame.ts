/** What the editor shows: rows with their colours, none wider than the terminal, and the place of the cursor in them. */
export interface Frame {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** What a terminal is told to show `next` where it shows `before`, whose cursor it is at. Rows that stay are not written again. */
export function repaint(before: Frame | null, next: Frame): string {
  const old = before?.rows ?? [];
  let out = before === null || before.cursor.row === 0 ? '\r' : `\u001b[${before.cursor.row}A\r`;
  next.rows.forEach((row, i) => {
    if (i > 0) out += '\r\n';
    if (old[i] !== row) out += `${row}\u001b[K`;
  });
  // from the row below on: the last row may be one that stays
  if (old.length > next.rows.length) out += '\u001b[1B\r\u001b[J\u001b[1A';
  const up = next.rows.length - 1 - next.cursor.row;
  if (up > 0) out += `\u001b[${up}A`;
  return `\u001b[?25l${out}\u001b[${next.cursor.column + 1}G\u001b[?25h`;
}

/** What takes a frame off a terminal that has so many columns now; a terminal that became narrower has broken its rows. */
export function wipe(frame: Frame, columns: number): string {
  const above = frame.rows
    .slice(0, frame.cursor.row)
    .reduce((sum, row) => sum + Math.max(1, Math.ceil(shownWidth(row) / columns)), 0);
  const up = above + Math.floor(frame.cursor.column / columns);
  return `${up > 0 ? `\u001b[${up}A` : ''}\r\u001b[J`;
}

/** What leaves a frame as it is and goes to the line below it. */
export function leave(frame: Frame): string {
  const down = frame.rows.length - 1 - frame.cursor.row;
  return `${down > 0 ? `\u001b[${down}B` : ''}\r\n`;
}

function shownWidth(row: string): number {
  return row.replaceAll(/\u001b\[[\d;]*m/g, '').length;
}
