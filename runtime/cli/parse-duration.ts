const MILLISECONDS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A span of time as `90s`, `15m`, `12h`, `30d` or `2w`, in milliseconds. Errors: `SyntaxError` with the text. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  if (match === null || Number(match[1]) === 0)
    throw new SyntaxError(`'${text}' is no span of time; write 90s, 15m, 12h, 30d or 2w`);
  return Number(match[1]) * MILLISECONDS[match[2]!]!;
}
