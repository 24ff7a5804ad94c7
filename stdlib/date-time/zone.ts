import { daysFromCivil } from '../value/calendar.ts';
import { invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';
import { checkedTimestamp, MICROS_PER_HOUR, MICROS_PER_SECOND } from '../value/timestamp.ts';

/** How far a zone's clocks are ahead of UTC at an instant, in microseconds. */
export type ZoneOffset = (instant: Integer) => number;

/** Offsets are looked up for spans of six hours, unless a change of clocks lies within one. */
const SPAN = 6 * MICROS_PER_HOUR;
const MAX_SPANS = 20000;
/** JavaScript's calendar ends here; further out the last offset holds. */
const LAST_MILLISECOND = 8.64e15;

/** The offsets of an IANA zone (`Europe/Berlin`), of `UTC`, or of a fixed offset (`+05:30`). */
export function zoneOffset(name: string): ZoneOffset {
  const formatter = formatterOf(name);
  const spans = new Map<number, number | null>();
  const exact = (micros: number): number => offsetAt(formatter, Math.floor(micros / 1000));
  return (instant) => {
    const micros = Number(instant);
    const span = Math.floor(micros / SPAN);
    let offset = spans.get(span);
    if (offset === undefined) {
      const first = exact(span * SPAN);
      offset = first === exact((span + 1) * SPAN) ? first : null;
      if (spans.size >= MAX_SPANS) spans.clear();
      spans.set(span, offset);
    }
    return offset ?? exact(micros);
  };
}

function formatterOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch {
    throw invalidArgument(
      'at time zone',
      'zone',
      name,
      'there is no such time zone; write a name such as Europe/Berlin, UTC, or an offset such as +02:00',
    );
  }
}

function offsetAt(formatter: Intl.DateTimeFormat, milliseconds: number): number {
  const moment = Math.min(Math.max(milliseconds, -LAST_MILLISECOND), LAST_MILLISECOND);
  const parts = new Map(formatter.formatToParts(moment).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = /^b/i.test(parts.get('era') ?? '') ? 1 - number('year') : number('year');
  const local =
    daysFromCivil(year, number('month'), number('day')) * 86400 +
    number('hour') * 3600 +
    number('minute') * 60 +
    number('second');
  return (local - Math.floor(moment / 1000)) * MICROS_PER_SECOND;
}

/** What the zone's clocks show at an instant. */
export function toZone(offset: ZoneOffset, instant: Integer): Integer {
  return checkedTimestamp(BigInt(instant) + BigInt(offset(instant)), 'at time zone');
}

/**
 * The instant at which the zone's clocks show a time. Of two such instants (clocks were set back) it is the earlier one;
 * a time that was skipped (clocks were set forward) counts on from before the change.
 */
export function fromZone(offset: ZoneOffset, local: Integer): Integer {
  const before = offset(shift(local, -24 * MICROS_PER_HOUR));
  const after = offset(shift(local, 24 * MICROS_PER_HOUR));
  const first = shift(local, -before);
  if (before === after || offset(first) === before) return first;
  const second = shift(local, -after);
  return offset(second) === after ? second : first;
}

function shift(timestamp: Integer, micros: number): Integer {
  return checkedTimestamp(BigInt(timestamp) + BigInt(micros), 'at time zone');
}

/** `zoneOffset`, keeping the last zone: at one place of a program it hardly ever changes. */
export function rememberingZone(): (name: string) => ZoneOffset {
  let last: { readonly name: string; readonly offset: ZoneOffset } | null = null;
  return (name) => {
    if (last?.name !== name) last = { name, offset: zoneOffset(name) };
    return last.offset;
  };
}
