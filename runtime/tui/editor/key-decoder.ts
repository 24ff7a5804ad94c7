import { decodeKeys, type Key } from './decode-keys.ts';

const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/** Decodes what comes in pieces. A paste is kept until its end comes, without looking through it again for every piece. */
export class KeyDecoder {
  #pending: string[] = [];
  /** The end of what is pending, in which the mark of a paste's end may have begun. */
  #tail = '';

  /** Whether the beginning of a sequence waits for its rest. */
  get waits(): boolean {
    return this.#pending.length > 0;
  }

  /** The keys that are whole now. */
  push(piece: string): readonly Key[] {
    this.#pending.push(piece);
    const seen = this.#tail + piece;
    if (this.#isPaste() && this.#pending.length > 1 && !seen.includes(PASTE_END)) {
      this.#tail = seen.slice(-PASTE_END.length);
      return [];
    }
    return this.#decode(false);
  }

  /** The keys of what is left when nothing more comes soon: a paste still waits. */
  flush(): readonly Key[] {
    return this.#isPaste() ? [] : this.#decode(true);
  }

  #isPaste(): boolean {
    return this.#pending[0]?.startsWith(PASTE_START) === true;
  }

  #decode(last: boolean): readonly Key[] {
    const { keys, rest } = decodeKeys(this.#pending.join(''), last);
    this.#pending = rest === '' ? [] : [rest];
    this.#tail = rest.slice(-PASTE_END.length);
    return keys;
  }
}
