import { ABOUT, FIRING, RETRY_ALIASES, RUNNING } from './common-options.ts';
import { LIMIT_NAMES, LIMIT_SETTINGS } from './limit-settings.ts';
import { MODEL_OPTIONS } from './model-options.ts';
import {
  AT_LEAST_ONE,
  BOOLEAN_OPTION,
  choiceOf,
  DATA,
  EXPRESSION,
  listOf,
  nameOf,
  TEXT,
  wordOf,
  type OptionInfo,
  type OptionKeys,
  type OptionType,
} from './option-type.ts';

/** The objects that have options. A model is a procedure whose kind says what becomes of its result. */
export type OptionObject = 'procedure' | 'model' | 'trigger' | 'schedule' | 'pipeline' | 'role';

const ARGUMENTS: OptionType = { kind: 'map', of: DATA };
const EXE: OptionInfo = {
  type: { kind: 'exe' },
  default: 'procedure',
  meaning: 'What is run: a kind of object, or the name of one.',
};
const CALL: OptionInfo = { type: { kind: 'call' }, meaning: 'The object that is run.' };
const ARGS: OptionInfo = { type: ARGUMENTS, meaning: 'Arguments by the names of parameters.' };
const ON_ERROR: OptionInfo = {
  type: wordOf('stop', 'continue'),
  default: 'stop',
  meaning: 'Whether steps that do not need a failed one still run.',
};

const PROCEDURE: OptionKeys = {
  kind: { type: { kind: 'model kind' }, default: '', meaning: 'What becomes of the result.' },
  sched: { type: listOf({ kind: 'schedule' }), meaning: 'Schedules that start it, by name or by time.' },
  ...ABOUT,
  ...RUNNING,
  ...FIRING,
  args: ARGS,
  depends_on: {
    type: listOf(nameOf('procedure or table')),
    meaning: 'What must have run before it, beside what its body reads.',
  },
  pipeline: { type: nameOf('pipeline'), meaning: 'A pipeline that it is a step of.' },
  triggers: { type: listOf(nameOf('trigger')), meaning: 'Triggers that run it.' },
  rights: {
    type: wordOf('definer', 'invoker'),
    default: 'definer',
    meaning: 'Whose rights its body has: of the owner, or of the role that calls it.',
  },
  commits: { type: BOOLEAN_OPTION, default: false, meaning: 'Whether its body may commit between its steps.' },
  ...MODEL_OPTIONS,
};

const STEP_KEYS: OptionKeys = {
  call: { ...CALL, required: true, aliases: ['name'] },
  exe: EXE,
  args: ARGS,
  depends_on: { type: listOf(nameOf('step')), meaning: 'Steps that come before it.' },
  on_error: ON_ERROR,
  retry: RUNNING['retry'] as OptionInfo,
  timeout: RUNNING['timeout'] as OptionInfo,
};

const RESOURCE_KEYS: OptionKeys = {
  memory: { type: { kind: 'size' }, meaning: 'How much memory its runs may hold together.' },
  concurrency: { type: AT_LEAST_ONE, meaning: 'How many of its steps may run at the same time.' },
  cpu: { type: { kind: 'number', least: 0 }, meaning: 'How many processors its runs may use together.' },
};

/** What the statements of a role may use. */
const ROLE: OptionKeys = Object.fromEntries(
  LIMIT_NAMES.map((name): [string, OptionInfo] => {
    const { least, unit, meaning } = LIMIT_SETTINGS[name];
    return [name, { type: { kind: 'integer', least }, meaning: `In ${unit}: ${meaning}.` }];
  }),
);

/** Every key of every object: its type, its default, what it means. Keys that begin with `x_` are free. */
export const OPTIONS: Readonly<Record<OptionObject, OptionKeys>> = {
  procedure: PROCEDURE,
  role: ROLE,
  model: { name: { type: nameOf('model'), meaning: 'The name of the model.' }, ...PROCEDURE },
  trigger: {
    timing: {
      type: { kind: 'set', words: ['before', 'after'] },
      required: true,
      meaning: 'Whether it runs before the rows change, or after.',
    },
    event: {
      type: { kind: 'set', words: ['insert', 'update', 'delete', 'upsert'] },
      required: true,
      meaning: 'Which changes it is for.',
    },
    target: { type: nameOf('table'), required: true, meaning: 'The table whose changes it is for.' },
    exe: EXE,
    call: CALL,
    when: {
      type: EXPRESSION,
      meaning: 'A condition on `new` and `old`; rows for which it is not true are passed over.',
    },
    columns: { type: listOf(nameOf('column')), meaning: 'An update counts only if it sets one of these columns.' },
    granularity: {
      type: wordOf('row', 'statement'),
      default: 'row',
      meaning: 'Whether it runs for each row, or once for all of them.',
    },
    priority: RUNNING['priority'] as OptionInfo,
    ...ABOUT,
  },
  schedule: {
    sched: { type: listOf({ kind: 'cron' }), required: true, meaning: 'When it fires.' },
    exe: EXE,
    call: CALL,
    args: ARGS,
    start: { type: { kind: 'moment' }, meaning: 'It does not fire before.' },
    end: { type: { kind: 'moment' }, meaning: 'It does not fire after.' },
    ...FIRING,
    ...RUNNING,
    ...ABOUT,
  },
  pipeline: {
    steps: { type: listOf({ kind: 'struct', keys: STEP_KEYS, short: 'call' }), meaning: 'What it runs.' },
    models: { type: listOf(TEXT), meaning: "Models that it runs, by name or by pattern: 'sales.*', 'tag:daily'." },
    depends_on: {
      type: choiceOf({ kind: 'map', of: listOf(nameOf('step')) }, listOf(nameOf('pipeline'))),
      meaning: 'Which steps come before which: {report: [load]}; or pipelines that come before this one.',
    },
    on_error: ON_ERROR,
    sched: { type: listOf({ kind: 'schedule' }), meaning: 'Schedules that start it, by name or by time.' },
    resources: { type: { kind: 'struct', keys: RESOURCE_KEYS }, meaning: 'What its runs may use.' },
    environment: { type: choiceOf(ARGUMENTS, TEXT), meaning: 'The environment it runs in, or variables of its own.' },
    settings: { type: ARGUMENTS, meaning: 'Settings of the session it runs in.' },
    monitoring: { type: DATA, meaning: 'What tools that watch it want to know.' },
    ...FIRING,
    ...RUNNING,
    ...ABOUT,
  },
};

/** Where an option stands: its key, and for a short form of a key inside of another one the `inner` key. */
export interface FoundOption {
  readonly key: string;
  readonly inner: string | null;
  readonly info: OptionInfo;
}

/** The option that a key of an object names, under its own spelling or another one; null if there is none. */
export function findOption(keys: OptionKeys, written: string): FoundOption | null {
  const key = written.toLowerCase();
  const info = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (info !== undefined) return { key, inner: null, info };
  for (const [name, each] of Object.entries(keys))
    if (each.aliases?.includes(key) === true) return { key: name, inner: null, info: each };
  const [outer = '', inner = ''] = Object.hasOwn(RETRY_ALIASES, key) ? (RETRY_ALIASES[key] ?? []) : [];
  const around = keys[outer]?.type;
  const innerInfo = around?.kind === 'struct' ? around.keys[inner] : undefined;
  return innerInfo === undefined ? null : { key: outer, inner, info: innerInfo };
}

/** The spellings that an object's options may have. */
export function optionNames(keys: OptionKeys): readonly string[] {
  const retry = keys['retry'] === undefined ? [] : Object.keys(RETRY_ALIASES);
  return [...Object.entries(keys).flatMap(([key, info]) => [key, ...(info.aliases ?? [])]), ...retry];
}
