import { cellsOf } from '../../../../runtime/tui/editor/graphemes.ts';

/** A terminal in memory: what was written to it, as it is shown. Knows what the editor and the pager write, colours aside. */
export class ScreenTwin {
  readonly columns: number;
  readonly rows: number;
  row = 0;
  column = 0;
  #grid: string[][] = [[]];
  #other: { readonly grid: string[][]; readonly row: number; readonly column: number } | null = null;
  /** Lines that went out at the top. */
  readonly gone: string[] = [];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The lines of the screen without blanks at their ends. */
  lines(): string[] {
    return Array.from({ length: this.rows }, (_, i) =>
      (this.#grid[i] ?? [])
        .map((cell) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  write(text: string): void {
    for (const [part] of text.matchAll(/\u001b\[[?\d;]*[A-Za-z]|\r|\n|\u0007|[^\u001b\r\n\u0007]+|\u001b/g))
      this.#take(part);
  }

  #take(part: string): void {
    const sequence = /^\u001b\[(\??)([\d;]*)([A-Za-z])$/.exec(part);
    if (sequence !== null) return this.#control(sequence[3]!, sequence[2]!, sequence[1] === '?');
    if (part === '\u0007') return;
    if (part === '\r') this.column = 0;
    else if (part === '\n') this.#newline();
    else if (part.startsWith('\u001b')) throw new Error('an escape that nothing follows');
    else for (const { shown, width } of cellsOf(part)) this.#put(shown, width);
  }

  #newline(): void {
    // terminals add the way back to the first column
    this.column = 0;
    if (++this.row < this.rows) return;
    this.row = this.rows - 1;
    this.gone.push((this.#grid.shift() ?? []).join('').trimEnd());
  }

  #put(shown: string, width: number): void {
    if (this.column + width > this.columns) this.#newline();
    const line = (this.#grid[this.row] ??= []);
    while (line.length < this.column) line.push(' ');
    line[this.column] = shown;
    for (let i = 1; i < width; i++) line[this.column + i] = '';
    this.column += width;
  }

  #control(kind: string, parameters: string, isPrivate: boolean): void {
    const number = Number(parameters || '1');
    if (isPrivate) return this.#mode(parameters, kind);
    switch (kind) {
      case 'A':
        this.row = Math.max(0, this.row - number);
        return;
      case 'B':
        this.row = Math.min(this.rows - 1, this.row + number);
        return;
      case 'G':
        this.column = number - 1;
        return;
      case 'H':
        this.row = 0;
        this.column = 0;
        return;
      case 'K':
        this.#grid[this.row] = (this.#grid[this.row] ?? []).slice(0, this.column);
        return;
      case 'J':
        if (parameters === '2') this.#grid = [[]];
        else {
          this.#grid = this.#grid.slice(0, this.row + 1);
          this.#grid[this.row] = (this.#grid[this.row] ?? []).slice(0, this.column);
        }
        return;
      case 'm':
        return;
      default:
        throw new Error(`an unknown sequence: ${kind}`);
    }
  }

  #mode(parameters: string, kind: string): void {
    if (parameters !== '1049') return;
    if (kind === 'h') {
      this.#other = { grid: this.#grid, row: this.row, column: this.column };
      this.#grid = [[]];
    } else if (this.#other !== null) {
      this.#grid = this.#other.grid;
      this.row = this.#other.row;
      this.column = this.#other.column;
      this.#other = null;
    }
  }
}
