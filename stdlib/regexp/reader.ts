import { conversionError } from '../value/failure.ts';
import { codePointCount } from '../text/code-points.ts';

/** A cursor over a pattern's code points. Lives as long as one pattern is read. */
export class PatternReader {
  readonly pattern: string;
  private offset = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get atEnd(): boolean {
    return this.offset >= this.pattern.length;
  }

  /** The next character without taking it; empty at the end. */
  peek(): string {
    return this.atEnd ? '' : String.fromCodePoint(this.pattern.codePointAt(this.offset)!);
  }

  next(): string {
    const character = this.peek();
    if (character === '') throw this.error('it ends too early');
    this.offset += character.length;
    return character;
  }

  /** Takes `text` if it comes next. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.offset)) return false;
    this.offset += text.length;
    return true;
  }

  /** Takes what a sticky expression matches here, or nothing. */
  takeMatch(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.offset;
    const found = sticky.exec(this.pattern);
    if (found !== null) this.offset += found[0].length;
    return found;
  }

  /** Everything up to `end`, which is taken too; up to the end of the pattern when it never comes. */
  until(end: string): string {
    const from = this.offset;
    const to = this.pattern.indexOf(end, from);
    this.offset = to < 0 ? this.pattern.length : to + end.length;
    return this.pattern.slice(from, to < 0 ? this.pattern.length : to);
  }

  /** The error of a pattern that cannot be read at this place. */
  error(reason: string): Error {
    return conversionError(
      this.pattern,
      'regular expression',
      `${reason} (at character ${codePointCount(this.pattern.slice(0, this.offset)) + 1})`,
    );
  }
}
