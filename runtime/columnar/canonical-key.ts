/**
 * A primitive that is the same for two values of one type exactly when they count as the same in grouping: what a `Map` can be keyed by.
 * Primitives stand for themselves (NaN is one value, -0 is 0); lists, structs, blobs and intervals become text.
 */
export function canonicalKey(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? textOf(value) : value;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'N';
  if (typeof value === 'string') return `${value.length}'${value}`;
  if (typeof value !== 'object') return `${typeof value === 'boolean' ? 'b' : ''}${String(value)}`;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (isInterval(value)) return `i${intervalMicros(value)}`;
  return `{${Object.values(value).map(textOf).join(',')}}`;
}

export interface IntervalLike {
  readonly months: number;
  readonly days: number;
  readonly micros: number;
}

export function isInterval(value: object): value is IntervalLike {
  return 'months' in value && 'micros' in value;
}

const DAY = 86_400_000_000n;

/** An interval's length with months of 30 days, by which intervals compare. */
export function intervalMicros(interval: IntervalLike): bigint {
  return (BigInt(interval.months) * 30n + BigInt(interval.days)) * DAY + BigInt(interval.micros);
}
