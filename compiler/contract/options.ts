/**
 * The options of procedures, models, triggers, schedules and pipelines: each key with its type, default and meaning. The checker, the runtime,
 * DESCRIBE and the documentation read these tables.
 */

/**
 * What a value may be. `word`: one of `words`; `words`: one or several of them with `|` between; `name`/`names`: an object's name, or a list of them;
 * `schedule`: names of schedules, cron texts or `@daily` words; `cron`: a cron text or word, `every 30 seconds`, or a list of these;
 * `duration`: `'30 s'`, `'5 minutes'` or seconds as a number; `arguments`: a struct of argument values; `expression`: a condition over the row.
 */
export type OptionType =
  | 'string' | 'strings' | 'boolean' | 'int' | 'number' | 'word' | 'words' | 'name' | 'names' | 'schedule' | 'cron' | 'duration' | 'time' | 'zone' | 'struct'
  | 'arguments' | 'expression' | 'any';

export interface OptionKey {
  readonly key: string;
  readonly type: OptionType;
  /** The default as it would be written; `null` for none. */
  readonly default: string | null;
  readonly meaning: string;
  readonly words?: readonly string[];
  readonly aliases?: readonly string[];
  readonly required?: boolean;
}

export type OptionObject = 'procedure' | 'trigger' | 'schedule' | 'pipeline';

/** Kinds of models, with the keys each cannot do without. SQLMesh's meaning. */
export const modelKinds: Readonly<Record<string, readonly string[]>> = {
  '': [], DEFAULT: [], VIEW: [], FULL: [], EMBEDDED: [], SEED: [], EXTERNAL: [], MANAGED: [], CUSTOM: [], INCREMENTAL: [],
  INCREMENTAL_UNMANAGED: [], INCREMENTAL_BY_TIME_RANGE: [], INCREMENTAL_BY_UNIQUE_KEY: ['unique_key'], INCREMENTAL_BY_PARTITION: ['partitioned_by'],
  SCD_TYPE_2: ['unique_key'], SCD_TYPE_2_BY_TIME: ['unique_key'], SCD_TYPE_2_BY_COLUMN: ['unique_key'],
};

const DESCRIPTION: OptionKey = { key: 'description', type: 'string', default: null, meaning: 'What the object is for.' };
const ENABLED: OptionKey = { key: 'enabled', type: 'boolean', default: 'true', meaning: 'Whether it runs at all.' };
const PRIORITY: OptionKey = { key: 'priority', type: 'int', default: '0', meaning: 'The greater comes first.' };
const OWNER: OptionKey = { key: 'owner', type: 'string', default: null, meaning: 'Who answers for it.' };
const TAGS: OptionKey = { key: 'tags', type: 'strings', default: '[]', meaning: 'Words to find it by.' };
const TIMEOUT: OptionKey = { key: 'timeout', type: 'duration', default: null, meaning: 'A run that takes longer is cancelled.' };
const RETRY: readonly OptionKey[] = [
  { key: 'retry', type: 'struct', default: '{max: 0}', meaning: 'How a failed run is tried again: {max, backoff, factor, on}.' },
  { key: 'retries', type: 'int', default: '0', meaning: 'The same as `retry: {max}`.' },
  { key: 'retry_delay', type: 'duration', default: "'60 s'", meaning: 'The same as `retry: {backoff}`.' },
];

export const optionTables: Readonly<Record<OptionObject, readonly OptionKey[]>> = {
  procedure: [
    { key: 'kind', type: 'string', default: "''", meaning: 'The kind of model; without one a plain procedure.' },
    { key: 'sched', type: 'schedule', default: '[]', meaning: 'When it runs: schedules by name, cron texts, `@daily` words.', aliases: ['cron', 'schedule'] },
    DESCRIPTION, OWNER, TAGS,
    { key: 'time_column', type: 'string', default: null, meaning: 'The column that says into which interval a row falls.' },
    { key: 'unique_key', type: 'strings', default: null, meaning: 'The columns that tell rows apart.' },
    { key: 'partitioned_by', type: 'strings', default: '[]', meaning: 'The columns by which the table is partitioned.' },
    { key: 'columns', type: 'struct', default: null, meaning: 'Names and types of the columns, where the query does not tell.' },
    { key: 'grain', type: 'strings', default: null, meaning: 'The columns of which there is one row each.', aliases: ['grains'] },
    { key: 'valid_from_name', type: 'string', default: "'valid_from'", meaning: 'The column with the time from which a row holds.' },
    { key: 'valid_to_name', type: 'string', default: "'valid_to'", meaning: 'The column with the time until which a row holds.' },
    { key: 'updated_at_name', type: 'string', default: "'updated_at'", meaning: 'The column with the time of the last change.' },
    { key: 'check_columns', type: 'strings', default: null, meaning: 'The columns whose change makes a new version of a row.' },
    { key: 'invalidate_hard_deletes', type: 'boolean', default: 'false', meaning: 'Whether rows that are gone from the source end.' },
    { key: 'interval_unit', type: 'word', default: null, meaning: 'The length of an interval.', words: ['year', 'month', 'day', 'hour', 'half_hour', 'quarter_hour', 'five_minute'] },
    { key: 'batch_size', type: 'int', default: null, meaning: 'How many intervals one run takes.' },
    { key: 'batch_concurrency', type: 'int', default: '1', meaning: 'How many batches run at once.' },
    { key: 'lookback', type: 'int', default: '0', meaning: 'How many intervals before are computed again for late rows.' },
    { key: 'start', type: 'time', default: null, meaning: 'The first interval.' },
    { key: 'end', type: 'time', default: null, meaning: 'The last interval.' },
    { key: 'allow_partials', type: 'boolean', default: 'false', meaning: 'Whether intervals that are not over are computed.' },
    { key: 'forward_only', type: 'boolean', default: 'false', meaning: 'Whether changes leave what was computed before as it is.' },
    { key: 'disable_restatement', type: 'boolean', default: 'false', meaning: 'Whether intervals are never computed again.' },
    { key: 'on_destructive_change', type: 'word', default: "'error'", meaning: 'What happens when a change would drop a column.', words: ['error', 'warn', 'allow', 'ignore'] },
    { key: 'audits', type: 'names', default: '[]', meaning: 'Audits that must pass before the rows are seen.' },
    { key: 'depends_on', type: 'names', default: '[]', meaning: 'Models that come first, beside those that are read.' },
    { key: 'args', type: 'arguments', default: '{}', meaning: 'Arguments of scheduled runs.' },
    ...RETRY, TIMEOUT,
    { key: 'on_failure', type: 'name', default: null, meaning: 'The procedure that is called when a run has failed for good.' },
    { key: 'pipeline', type: 'name', default: null, meaning: 'The pipeline that it belongs to.' },
    { key: 'triggers', type: 'names', default: '[]', meaning: 'Triggers that run it.' },
    { key: 'transactions', type: 'word', default: "'one'", meaning: 'Whether the body may commit between its steps.', words: ['one', 'own'] },
    { key: 'storage_format', type: 'word', default: "'parquet'", meaning: 'The format of the data files.', words: ['parquet'] },
    PRIORITY, ENABLED,
  ],
  trigger: [
    { key: 'timing', type: 'words', default: "'after'", meaning: 'Before or after the statement.', words: ['before', 'after'], required: true },
    { key: 'event', type: 'words', default: null, meaning: 'The changes on which it fires.', words: ['insert', 'update', 'delete', 'upsert'], required: true },
    { key: 'target', type: 'name', default: null, meaning: 'The table.', required: true },
    { key: 'exe', type: 'string', default: "'procedure'", meaning: 'What is run: a procedure, function or pipeline, or one by its name.' },
    { key: 'call', type: 'name', default: null, meaning: 'The procedure, function or pipeline.' },
    { key: 'args', type: 'arguments', default: '{}', meaning: 'Further arguments of the procedure.' },
    { key: 'when', type: 'expression', default: null, meaning: 'Fires only for rows for which this is true.' },
    { key: 'granularity', type: 'word', default: "'row'", meaning: 'Once for each row, or once for the statement.', words: ['row', 'statement'] },
    { key: 'columns', type: 'strings', default: null, meaning: 'On update: only if one of these columns changes.' },
    PRIORITY, ENABLED, DESCRIPTION, OWNER, TAGS,
  ],
  schedule: [
    { key: 'sched', type: 'cron', default: null, meaning: 'When it fires: five or six cron fields, `@hourly` words, `every 30 seconds`, or several.', aliases: ['cron'], required: true },
    { key: 'exe', type: 'string', default: "'procedure'", meaning: 'What is run: a procedure, function or pipeline, or one by its name.' },
    { key: 'call', type: 'name', default: null, meaning: 'The procedure, function or pipeline.' },
    { key: 'args', type: 'arguments', default: '{}', meaning: 'Its arguments.' },
    { key: 'tz', type: 'zone', default: "'UTC'", meaning: 'The time zone of the cron fields.', aliases: ['timezone'] },
    { key: 'overlap', type: 'word', default: "'skip'", meaning: 'What happens when the run before is not over.', words: ['skip', 'queue', 'cancel_previous', 'parallel'] },
    { key: 'catchup', type: 'word', default: "'one'", meaning: 'Which missed firings are made up for.', words: ['none', 'one', 'all', 'intervals'] },
    ...RETRY, TIMEOUT,
    { key: 'jitter', type: 'duration', default: null, meaning: 'A random delay up to this.' },
    { key: 'suspend_after', type: 'int', default: null, meaning: 'Stops after so many failures in a row.' },
    { key: 'start', type: 'time', default: null, meaning: 'Does not fire before.' },
    { key: 'end', type: 'time', default: null, meaning: 'Does not fire after.' },
    { key: 'on_failure', type: 'name', default: null, meaning: 'The procedure that is called when a run has failed for good.' },
    PRIORITY, ENABLED, DESCRIPTION, OWNER, TAGS,
  ],
  pipeline: [
    { key: 'steps', type: 'any', default: '[]', meaning: 'Procedures in order, or with what each depends on.' },
    { key: 'models', type: 'any', default: '[]', meaning: 'Models by name or tag, in the order in which they depend on each other.' },
    { key: 'depends_on', type: 'any', default: '{}', meaning: 'For each step those that come before it.' },
    { key: 'on_error', type: 'word', default: "'stop'", meaning: 'Whether further steps run after one has failed.', words: ['stop', 'continue'] },
    { key: 'resources', type: 'struct', default: '{}', meaning: 'Limits: {memory, concurrency, cpu}.' },
    { key: 'environment', type: 'any', default: null, meaning: 'The environment, or settings of it.' },
    { key: 'monitoring', type: 'any', default: null, meaning: 'Where metrics go.' },
    { key: 'settings', type: 'struct', default: '{}', meaning: 'Settings of the sessions of its steps.' },
    { key: 'sched', type: 'schedule', default: '[]', meaning: 'When it runs.', aliases: ['cron', 'schedule'] },
    { key: 'args', type: 'arguments', default: '{}', meaning: 'Arguments for all steps, by name.' },
    ...RETRY, TIMEOUT, PRIORITY, ENABLED, DESCRIPTION, OWNER, TAGS,
  ],
};

/** The key of a table by its name or alias, without case. */
export function findOption(object: OptionObject, key: string): OptionKey | undefined {
  const wanted = key.toLowerCase();
  return optionTables[object].find((option) => option.key === wanted || option.aliases?.includes(wanted) === true);
}
