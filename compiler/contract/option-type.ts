/** What an option's value may be. Values are constants: the options of an object are data that JSON can carry. */
export type OptionType =
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly least: number }
  | { readonly kind: 'number'; readonly least: number }
  /** One of a few words. */
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** Some of a few words: a list, or one string with `|` between them. Kept as a list in the order of `words`. */
  | { readonly kind: 'set'; readonly words: readonly string[] }
  /** The kind of a model (`model-kinds.ts`). */
  | { readonly kind: 'model kind' }
  /** `procedure`, `pipeline` or `function`, or the name of an object of one of these kinds. */
  | { readonly kind: 'exe' }
  | { readonly kind: 'name'; readonly of: string }
  /** The name of a routine, with arguments or without: `p`, `'p'`, `p(1)`, `'p(1)'`. */
  | { readonly kind: 'call' }
  /** Source text of an expression, written as it is or in a string. Kept as text. */
  | { readonly kind: 'expression' }
  /** `'90s'`, `'1h 30m'`, `interval '2 days'`, or a number of seconds. Kept as text. */
  | { readonly kind: 'duration' }
  /** `'512MB'`, or a number of bytes. */
  | { readonly kind: 'size' }
  | { readonly kind: 'cron' }
  /** The name of a schedule, or cron text. */
  | { readonly kind: 'schedule' }
  | { readonly kind: 'zone' }
  /** A date or timestamp, or one told from the time of running: `yesterday`, `2 weeks ago`. */
  | { readonly kind: 'moment' }
  /** A single value stands for a list of one. */
  | { readonly kind: 'list'; readonly of: OptionType }
  /** `short` is the key that a value which is no struct stands for: `retry: 5` is `retry: {max: 5}`. */
  | { readonly kind: 'struct'; readonly keys: OptionKeys; readonly short?: string }
  /** A struct with keys of the writer's choice. */
  | { readonly kind: 'map'; readonly of: OptionType }
  /** The first that fits the form of the value; structs and lists are told from single values. */
  | { readonly kind: 'choice'; readonly of: readonly OptionType[] }
  /** Any constant. */
  | { readonly kind: 'data' };

/** One key. `default` is what holds when the key is not given; a key without one then means nothing at all. */
export interface OptionInfo {
  readonly type: OptionType;
  readonly meaning: string;
  readonly default?: string | number | boolean;
  readonly required?: true;
  /** Other spellings of the key. */
  readonly aliases?: readonly string[];
}

export type OptionKeys = Readonly<Record<string, OptionInfo>>;

export const TEXT: OptionType = { kind: 'text' };
export const BOOLEAN_OPTION: OptionType = { kind: 'boolean' };
export const DURATION: OptionType = { kind: 'duration' };
export const DATA: OptionType = { kind: 'data' };
export const COUNT: OptionType = { kind: 'integer', least: 0 };
export const AT_LEAST_ONE: OptionType = { kind: 'integer', least: 1 };
export const EXPRESSION: OptionType = { kind: 'expression' };
export const TEXTS: OptionType = { kind: 'list', of: TEXT };
export const EXPRESSIONS: OptionType = { kind: 'list', of: EXPRESSION };

export function wordOf(...words: string[]): OptionType {
  return { kind: 'word', words };
}

export function nameOf(of: string): OptionType {
  return { kind: 'name', of };
}

export function listOf(of: OptionType): OptionType {
  return { kind: 'list', of };
}

export function choiceOf(...of: OptionType[]): OptionType {
  return { kind: 'choice', of };
}

/** How a value of a type is described to the writer: `a whole number`, `a list of names of columns`. */
export function showOptionType(type: OptionType): string {
  switch (type.kind) {
    case 'text':
      return 'a string';
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return `a${type.kind === 'integer' ? ' whole' : ''} number${type.least === Number.MIN_SAFE_INTEGER ? '' : ` from ${type.least}`}`;
    case 'word':
      return `one of ${type.words.map((word) => `'${word}'`).join(', ')}`;
    case 'set':
      return `one or several of ${type.words.map((word) => `'${word}'`).join(', ')}`;
    case 'model kind':
      return "the name of a kind, as 'FULL'";
    case 'exe':
      return "'procedure', 'pipeline', 'function', or the name of one";
    case 'name':
      return `the name of a ${type.of}`;
    case 'call':
      return 'the name of a routine, with arguments or without';
    case 'expression':
      return 'an expression';
    case 'duration':
      return "a length of time, as '90s' or '1h 30m', or a number of seconds";
    case 'size':
      return "a size, as '512MB', or a number of bytes";
    case 'cron':
      return "a time, as '0 2 * * *', '@daily' or 'every 30 seconds'";
    case 'schedule':
      return "the name of a schedule, or a time as '0 2 * * *'";
    case 'zone':
      return "a time zone, as 'Europe/Berlin'";
    case 'moment':
      return "a date or timestamp, as '2026-01-31', or 'yesterday', '2 weeks ago'";
    case 'list':
      return `a list; each element is ${showOptionType(type.of)}`;
    case 'struct':
      return showStruct(type.keys, type.short);
    case 'map':
      return `{key: ${showOptionType(type.of)}}`;
    case 'choice':
      return type.of.map(showOptionType).join(', or ');
    case 'data':
      return 'a constant';
  }
}

function showStruct(keys: OptionKeys, short: string | undefined): string {
  const single = short === undefined ? undefined : keys[short];
  const struct = `{${Object.keys(keys).join(', ')}}`;
  return single === undefined ? struct : `${showOptionType(single.type)}, or ${struct}`;
}
