/**
 * The newest entry at or before a position that holds a text, case aside; -1 when there is none. Entries are in order of time.
 */
export function searchHistory(entries: readonly string[], wanted: string, from: number): number {
  const folded = wanted.toLowerCase();
  for (let i = Math.min(from, entries.length - 1); i >= 0; i--)
    if (entries[i]!.toLowerCase().includes(folded)) return i;
  return -1;
}
