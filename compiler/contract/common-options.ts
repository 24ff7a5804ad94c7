import {
  AT_LEAST_ONE,
  BOOLEAN_OPTION,
  COUNT,
  DURATION,
  listOf,
  nameOf,
  TEXT,
  TEXTS,
  wordOf,
  type OptionKeys,
} from './option-type.ts';

/** What every object may say about itself. */
export const ABOUT: OptionKeys = {
  description: { type: TEXT, meaning: 'What it is for.' },
  owner: { type: TEXT, meaning: 'Who answers for it.' },
  tags: { type: TEXTS, meaning: 'Words to find it by.' },
  enabled: { type: BOOLEAN_OPTION, default: true, meaning: 'Whether anything starts it.' },
};

const RETRY_KEYS: OptionKeys = {
  max: { type: COUNT, default: 3, meaning: 'How often a failed run is tried again.' },
  backoff: { type: DURATION, default: '60s', meaning: 'How long to wait before the first new attempt.' },
  factor: { type: { kind: 'number', least: 1 }, default: 1, meaning: 'What each further wait is multiplied by.' },
  on: { type: listOf(nameOf('exception')), meaning: 'Exceptions that are worth a new attempt; without it, all are.' },
};

const FAILURE_KEYS: OptionKeys = {
  webhook: { type: TEXT, meaning: 'An address that is told by HTTP.' },
  command: { type: TEXT, meaning: 'A command of the host that is run.' },
  procedure: { type: nameOf('procedure'), meaning: 'A procedure that is called.' },
};

/** How runs behave that nobody waits for. */
export const RUNNING: OptionKeys = {
  retry: { type: { kind: 'struct', keys: RETRY_KEYS, short: 'max' }, meaning: 'What happens after a failure.' },
  timeout: { type: DURATION, meaning: 'How long a run may take.' },
  priority: {
    type: { kind: 'integer', least: Number.MIN_SAFE_INTEGER },
    default: 0,
    meaning: 'Higher ones start first.',
  },
  on_failure: {
    type: { kind: 'struct', keys: FAILURE_KEYS, short: 'procedure' },
    meaning: 'Who is told when the last attempt failed.',
  },
};

/** How the firings of a schedule become runs. */
export const FIRING: OptionKeys = {
  tz: { type: { kind: 'zone' }, default: 'UTC', meaning: 'The time zone that the times are in.' },
  overlap: {
    type: wordOf('skip', 'queue', 'cancel_previous', 'parallel'),
    default: 'skip',
    meaning: 'What happens when a firing finds the run before still going.',
  },
  catchup: {
    type: wordOf('none', 'one', 'all', 'intervals'),
    default: 'one',
    meaning: 'Which of the firings that were missed are made up for.',
  },
  jitter: { type: DURATION, default: 0, meaning: 'A random delay of up to this much.' },
  suspend_after: { type: AT_LEAST_ONE, meaning: 'After this many failures in a row nothing is started any more.' },
};

/** Spellings that stand for a key inside of another one: `retries: 5` is `retry: {max: 5}`. */
export const RETRY_ALIASES: Readonly<Record<string, readonly [key: string, inner: string]>> = {
  retries: ['retry', 'max'],
  retry_delay: ['retry', 'backoff'],
};
