const mostSuggestions = 3;

/** Distances cost the product of both lengths; nobody reads a longer name anyway. */
const longestName = 200;

/** The known name that a mistyped one most likely meant, or undefined if none is near. */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  return suggestions(name, known)[0];
}

/** Up to three known names near a mistyped one, nearest first; case does not count. `limit` is the number of mistyped letters. */
export function suggestions(
  name: string,
  known: Iterable<string>,
  limit = Math.min(3, Math.ceil(name.length / 3)),
): readonly string[] {
  if (name.length > longestName) return [];
  const wanted = name.toLowerCase();
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const each of new Set(known)) {
    const candidate = each.toLowerCase();
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, candidate);
    // As many edits as letters would turn any short name into any other.
    if (distance <= limit && distance < Math.max(wanted.length, candidate.length)) near.push({ name: each, distance });
  }
  const start = (name: string): number => commonStart(wanted, name.toLowerCase());
  near.sort((a, b) => a.distance - b.distance || start(b.name) - start(a.name) || (a.name < b.name ? -1 : 1));
  return near.slice(0, mostSuggestions).map((each) => each.name);
}

/** Damerau–Levenshtein: insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
