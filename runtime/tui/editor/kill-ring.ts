/** Texts that were erased by line or word, the last one first. */
export type KillRing = readonly string[];

const MOST = 20;

/** Adds what was erased. With `joins`, the erasing before was of this kind too, and both come back together. */
export function kill(ring: KillRing, text: string, joins: 'before' | 'behind' | null): KillRing {
  if (text === '') return ring;
  const [last, ...others] = ring;
  if (joins === null || last === undefined) return [text, ...ring].slice(0, MOST);
  return [joins === 'before' ? text + last : last + text, ...others];
}

/** The ring with its first text moved to the end. */
export function rotate(ring: KillRing): KillRing {
  const [first, ...others] = ring;
  return first === undefined ? ring : [...others, first];
}
