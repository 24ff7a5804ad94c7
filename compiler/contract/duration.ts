const MILLISECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    ms: 1,
    millisecond: 1,
    s: 1000,
    sec: 1000,
    second: 1000,
    m: 60_000,
    min: 60_000,
    minute: 60_000,
    h: 3_600_000,
    hour: 3_600_000,
    d: 86_400_000,
    day: 86_400_000,
    w: 604_800_000,
    week: 604_800_000,
  }),
);

/**
 * Milliseconds of a length of time: `90s`, `1h 30m`, `2 days`, `1.5 hours`, `0`, or `90` (seconds). Null if the text is none. Months and
 * years have no fixed length and are refused.
 */
export function readDuration(text: string): number | null {
  const words = text.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(words)) return whole(Number(words) * 1000);
  if (!/^(\d+(\.\d+)?\s*[a-z]+[\s,]*)+$/.test(words)) return null;
  let sum = 0;
  for (const [, amount = '', unit = ''] of words.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const length = MILLISECONDS.get(unit) ?? MILLISECONDS.get(unit.replace(/s$/, ''));
    if (length === undefined) return null;
    sum += Number(amount) * length;
  }
  return whole(sum);
}

/** To the millisecond; null for what no timer can count. */
function whole(milliseconds: number): number | null {
  const rounded = Math.round(milliseconds);
  return Number.isSafeInteger(rounded) ? rounded : null;
}
