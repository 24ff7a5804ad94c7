import { textWidth } from '../output/text-width.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Around an offset only so much text is cut into characters. */
const NEAR = 64;

/** The end of the character, as people see it, that begins at an offset. */
export function nextCharacter(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  if (text.startsWith('\r\n', offset)) return offset + 2;
  if (isPlain(text, offset) && (offset + 1 >= text.length || isPlain(text, offset + 1))) return offset + 1;
  const [first] = segmenter.segment(text.slice(offset, offset + NEAR));
  return offset + (first?.segment.length ?? 1);
}

/** The start of the character that ends at an offset. */
export function characterBefore(text: string, offset: number): number {
  if (offset <= 0) return 0;
  if (isPlain(text, offset - 1)) return offset - 1;
  const from = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - NEAR);
  let start = from;
  for (const { index } of segmenter.segment(text.slice(from, offset))) start = from + index;
  return Math.min(start, offset - 1);
}

function isPlain(text: string, offset: number): boolean {
  return text.charCodeAt(offset) < 0x80;
}

/** A character and how it is shown. */
export interface Cell {
  /** Offset in the text that was cut. */
  readonly offset: number;
  readonly shown: string;
  readonly width: number;
}

const TAB = 4;

/** The characters of one line. Tabs fill up to the next multiple of four, control characters are shown as `^A`. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (offset: number, segment: string): void => {
    const code = segment.charCodeAt(0);
    const shown =
      segment === '\t'
        ? ' '.repeat(TAB - (column % TAB))
        : code < 32 || code === 127
          ? `^${String.fromCharCode(code ^ 64)}`
          : segment;
    const width = textWidth(shown);
    cells.push({ offset, shown, width });
    column += width;
  };
  if (/^[\x20-\x7e\t]*$/.test(line)) for (let i = 0; i < line.length; i++) add(i, line.charAt(i));
  else for (const { index, segment } of segmenter.segment(line)) add(index, segment);
  return cells;
}
