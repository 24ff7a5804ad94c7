import { showField, type Field } from '../contract/data-type.ts';

/** Collects indented lines of a dump. */
export interface LineWriter {
  readonly line: (text: string) => void;
  /** Plain data below a title: one line for each field that holds something. */
  readonly data: (title: string, data: object) => void;
  /** A writer two columns further in, into the same text. */
  readonly inner: () => LineWriter;
  readonly text: () => string;
}

export function lineWriter(): LineWriter {
  const lines: string[] = [];
  return writer(lines, '');
}

function writer(lines: string[], indent: string): LineWriter {
  const line = (text: string): void => void lines.push(`${indent}${text}`);
  return {
    line,
    data: (title, data) => {
      line(title);
      for (const [key, value] of Object.entries(data))
        if (key !== 'kind' && isTelling(value)) lines.push(`${indent}  ${key}: ${plain(value)}`);
    },
    inner: () => writer(lines, `${indent}  `),
    text: () => lines.map((each) => `${each}\n`).join(''),
  };
}

function isTelling(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** A value on one line, without places; fields as types are written. */
function plain(value: unknown): string {
  if (Array.isArray(value) && value.every(isField)) return value.map(showField).join(', ');
  return JSON.stringify(value, (key, inner: unknown) => (key === 'span' ? undefined : inner));
}

function isField(value: unknown): value is Field {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 3 &&
    ['name', 'type', 'nullable'].every((key) => Object.hasOwn(value, key))
  );
}
