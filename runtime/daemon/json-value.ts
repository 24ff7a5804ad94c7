import type { Value } from '../columnar/value.ts';

/** Whether a value is the same after it was written as JSON and read. */
export function isJsonValue(value: Value): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    default:
      return value === null;
  }
}
