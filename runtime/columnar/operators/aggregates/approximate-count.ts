import { canonicalKey } from '../../canonical-key.ts';
import type { AggregateFunction } from './accumulator.ts';

const REGISTER_BITS = 12;
const REGISTERS = 1 << REGISTER_BITS;

/** HyperLogLog with 4,096 registers: within about 2 % of the number of different values, in 4 KiB. */
export const approximateCount: AggregateFunction = {
  strict: true,
  create() {
    const registers = new Uint8Array(REGISTERS);
    return {
      add(value) {
        const key = canonicalKey(value);
        const hash = hashText(`${typeof key}${String(key)}`);
        const register = hash.high >>> (32 - REGISTER_BITS);
        const rank = Math.min(Math.clz32(hash.low) + 1, 33);
        if (rank > registers[register]!) registers[register] = rank;
      },
      result: () => estimate(registers),
    };
  },
};

function estimate(registers: Uint8Array): number {
  let harmonic = 0;
  let empty = 0;
  for (const rank of registers) {
    harmonic += 2 ** -rank;
    if (rank === 0) empty++;
  }
  const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / harmonic;
  return Math.round(raw <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : raw);
}

/** Two 32-bit hashes of a text (murmur-like mixing with different seeds). */
function hashText(text: string): { readonly high: number; readonly low: number } {
  let a = 0x9747b28c;
  let c = 0x5bd1e995;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    a ^= a >>> 13;
    c = Math.imul(c ^ unit, 0xc2b2ae35);
    c ^= c >>> 16;
  }
  return { high: mix(a), low: mix(c) };
}

function mix(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
