import type { Dictionary } from '../column.ts';
import { newDictionary } from './dictionary.ts';
import { decodeText } from './string-column.ts';

/** Numbers distinct runs of bytes in order of first appearance: a dictionary that strings are made of only once per entry. */
export class Utf8Dictionary {
  /** The strings grow with the entries; hand it out when no more are added. */
  readonly dictionary: Dictionary;
  readonly #strings: string[] = [];
  #slots = new Int32Array(1024).fill(-1);
  #hashes = new Int32Array(512);
  #starts = new Int32Array(513);
  #bytes = new Uint8Array(4096);

  constructor() {
    this.dictionary = newDictionary(this.#strings);
  }

  get size(): number {
    return this.#strings.length;
  }

  /** The code of the text in `bytes` from `start` to `end`. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot]!;
      if (code < 0) return this.#add(bytes, start, end, hash, slot);
      if (this.#hashes[code] === hash && this.#equals(code, bytes, start, end)) return code;
    }
  }

  #equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    let at = this.#starts[code]!;
    if (this.#starts[code + 1]! - at !== end - start) return false;
    for (let i = start; i < end; i++, at++) if (own[at] !== bytes[i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.#strings.length;
    const at = this.#starts[code]!;
    const until = at + end - start;
    while (until > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(this.#bytes.length * 2));
    for (let i = start; i < end; i++) this.#bytes[at + i - start] = bytes[i]!;
    this.#strings.push(decodeText(bytes, start, end));
    this.#hashes[code] = hash;
    this.#starts[code + 1] = until;
    this.#slots[slot] = code;
    if (code + 1 === this.#hashes.length) this.#grow();
    return code;
  }

  #grow(): void {
    const entries = this.#hashes.length;
    this.#hashes = grown(this.#hashes, new Int32Array(entries * 2));
    this.#starts = grown(this.#starts, new Int32Array(entries * 2 + 1));
    this.#slots = new Int32Array(entries * 4).fill(-1);
    const mask = this.#slots.length - 1;
    for (let code = 0; code < entries; code++) {
      let slot = this.#hashes[code]! & mask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = code;
    }
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
