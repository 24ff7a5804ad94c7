import * as b from '../builder.ts';

/** A JSON value (and bigints) as a literal. Properties that are `undefined` are left out. */
export function data(value: unknown): b.Expression {
  switch (typeof value) {
    case 'string':
      return b.string(value);
    case 'number':
      return b.number(value);
    case 'bigint':
      return b.bigint(value);
    case 'boolean':
      return b.boolean(value);
    case 'object': {
      if (value === null) return b.nothing();
      if (Array.isArray(value)) return b.array(value.map(data));
      const entries = Object.entries(value).filter(([, part]) => part !== undefined);
      return b.object(Object.fromEntries(entries.map(([key, part]) => [key, data(part)])));
    }
    default:
      throw new Error(`no literal for a ${typeof value}`);
  }
}
