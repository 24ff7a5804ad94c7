const UNITS = 'second|minute|hour|day|week|month|quarter|year';
const RELATIVE = new RegExp(`^(now|today|yesterday|\\d+\\s+(${UNITS})s?\\s+ago)$`, 'i');
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Whether a text is a date or timestamp (`2026-01-31`, `2026-01-31T08:00:00Z`), or told from the time of running (`yesterday`, `2 weeks ago`). */
export function isMoment(text: string): boolean {
  const words = text.trim();
  if (RELATIVE.test(words)) return true;
  const match = ISO.exec(words);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && hour <= 23 && minute <= 59 && second <= 59;
}
