/** A limit of what statements may use, as SET, the options of a role, and `limits` in gobi.json name it. */
export type LimitName = 'statement_timeout' | 'idle_timeout' | 'memory_limit' | 'row_limit' | 'call_depth';

/** What a limit takes: a whole number of at least `least`. 0 takes the limit away where it is allowed. */
export interface LimitSetting {
  readonly least: 0 | 1;
  readonly unit: string;
  readonly meaning: string;
}

/** Limits by name; values that are not given leave things as they are. */
export type LimitValues = { readonly [Name in LimitName]?: number };

export const LIMIT_SETTINGS: Readonly<Record<LimitName, LimitSetting>> = {
  statement_timeout: { least: 0, unit: 'milliseconds', meaning: 'how long a statement may take' },
  idle_timeout: {
    least: 0,
    unit: 'milliseconds',
    meaning: 'how long a transaction, or an ingest, of a service may wait for its client',
  },
  memory_limit: { least: 0, unit: 'bytes', meaning: 'how much memory a request to a service may take' },
  row_limit: { least: 0, unit: 'rows', meaning: 'how many rows a statement may give or change' },
  call_depth: { least: 1, unit: 'calls', meaning: 'how deep calls may be nested' },
};

export const LIMIT_NAMES = Object.keys(LIMIT_SETTINGS) as readonly LimitName[];

/** Why a value is none of a limit, `null` where it is one. */
export function limitFault(name: LimitName, value: unknown): string | null {
  const { least, unit } = LIMIT_SETTINGS[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return null;
  return `it takes a whole number of ${unit}${least === 0 ? ', 0 for any number' : ''}`;
}
