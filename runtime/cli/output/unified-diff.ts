/** Unchanged lines around a change. */
const CONTEXT = 3;

interface Change {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** The lines of two texts as a unified diff, as `git apply` reads it; empty if they are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const changes = changesOf(linesOf(before), linesOf(after));
  const path = file.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  return `--- a/${path}\n+++ b/${path}\n${hunksOf(changes).join('')}`;
}

/** Lines with their ends; the last one may have none. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** What both share at start and end stays; what is between is compared by its longest common lines. */
function changesOf(a: readonly string[], b: readonly string[]): readonly Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (lines: readonly string[]): Change[] => lines.map((text) => ({ mark: ' ', text }));
  return [
    ...same(a.slice(0, start)),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ];
}

function between(a: readonly string[], b: readonly string[]): readonly Change[] {
  const removed: Change[] = a.map((text) => ({ mark: '-', text }));
  const added: Change[] = b.map((text) => ({ mark: '+', text }));
  // Far apart changes of a huge text are shown as one.
  if (a.length * b.length > 4_000_000) return [...removed, ...added];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [old, young] = [a[i], b[j]];
    if (old !== undefined && old === young) {
      changes.push({ mark: ' ', text: old });
      i++;
      j++;
    } else if (old !== undefined && (young === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push({ mark: '-', text: old });
      i++;
    } else if (young !== undefined) {
      changes.push({ mark: '+', text: young });
      j++;
    }
  }
  return changes;
}

/** Groups of changes that are less than twice the context apart, with their line numbers. */
function hunksOf(changes: readonly Change[]): string[] {
  const hunks: string[] = [];
  const places = changes.flatMap(({ mark }, i) => (mark === ' ' ? [] : [i]));
  for (let k = 0; k < places.length; k++) {
    const first = places[k]!;
    while (k + 1 < places.length && places[k + 1]! - places[k]! <= 2 * CONTEXT) k++;
    const from = Math.max(0, first - CONTEXT);
    const part = changes.slice(from, places[k]! + CONTEXT + 1);
    const before = changes.slice(0, from);
    const range = (mark: '-' | '+'): string => {
      const count = part.filter((each) => each.mark === ' ' || each.mark === mark).length;
      const line = before.filter((each) => each.mark === ' ' || each.mark === mark).length + (count === 0 ? 0 : 1);
      return count === 1 ? `${mark}${line}` : `${mark}${line},${count}`;
    };
    const lines = part.map(({ mark, text }) =>
      text.endsWith('\n') ? `${mark}${text}` : `${mark}${text}\n\\ No newline at end of file\n`,
    );
    hunks.push(`@@ ${range('-')} ${range('+')} @@\n${lines.join('')}`);
  }
  return hunks;
}
