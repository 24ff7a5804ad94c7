import {
  AT_LEAST_ONE,
  BOOLEAN_OPTION,
  choiceOf,
  COUNT,
  DATA,
  EXPRESSION,
  EXPRESSIONS,
  listOf,
  nameOf,
  TEXT,
  TEXTS,
  wordOf,
  type OptionKeys,
  type OptionType,
} from './option-type.ts';

const COLUMN = nameOf('column');
const COLUMNS = listOf(COLUMN);
const PROPERTIES: OptionType = { kind: 'map', of: DATA };
const ON_CHANGE = wordOf('error', 'warn', 'allow', 'ignore');
const MOMENT: OptionType = { kind: 'moment' };

const TIME_COLUMN_KEYS: OptionKeys = {
  name: { type: COLUMN, required: true, meaning: 'The column.' },
  format: { type: TEXT, default: '%Y-%m-%d', meaning: 'How a string column writes times.' },
};

/** When a model is due, and how much is computed at once. */
const INTERVALS: OptionKeys = {
  cron: { type: { kind: 'cron' }, default: '@daily', meaning: 'How often the model is due: its own schedule.' },
  cron_tz: { type: { kind: 'zone' }, default: 'UTC', meaning: 'The time zone of `cron`; intervals are in UTC.' },
  interval_unit: {
    type: wordOf('year', 'month', 'day', 'hour', 'half_hour', 'quarter_hour', 'five_minute'),
    meaning: 'The length of an interval; without it, the largest unit that fits between two times of `cron`.',
  },
  start: { type: MOMENT, default: 'yesterday', meaning: 'Where the first interval begins.' },
  end: { type: MOMENT, meaning: 'Where the last interval ends.' },
  time_column: {
    type: { kind: 'struct', keys: TIME_COLUMN_KEYS, short: 'name' },
    meaning: 'The column that tells which interval a row belongs to.',
  },
  batch_size: { type: AT_LEAST_ONE, meaning: 'How many intervals one run may cover.' },
  batch_concurrency: { type: AT_LEAST_ONE, meaning: 'How many batches may run at the same time.' },
  lookback: {
    type: COUNT,
    default: 0,
    meaning: 'How many intervals before are computed again, for rows that come late.',
  },
  allow_partials: {
    type: BOOLEAN_OPTION,
    default: false,
    meaning: 'Whether an interval may be computed before it is over.',
  },
  forward_only: {
    type: BOOLEAN_OPTION,
    default: false,
    meaning: 'Whether changes leave what was computed before as it is.',
  },
  disable_restatement: {
    type: BOOLEAN_OPTION,
    default: false,
    meaning: 'Whether computed intervals stay when a plan asks for them again.',
  },
  auto_restatement_cron: {
    type: { kind: 'cron' },
    meaning: 'When the last intervals are computed again by themselves.',
  },
  auto_restatement_intervals: { type: AT_LEAST_ONE, meaning: 'How many intervals that covers.' },
  on_destructive_change: {
    type: ON_CHANGE,
    default: 'error',
    meaning: 'What happens when a change would drop columns.',
  },
  on_additive_change: { type: ON_CHANGE, default: 'allow', meaning: 'What happens when a change adds columns.' },
};

/** What the rows are, and where they go. */
const SHAPE: OptionKeys = {
  unique_key: { type: EXPRESSIONS, meaning: 'What tells one row from another: columns or expressions.' },
  partitioned_by: { type: EXPRESSIONS, meaning: 'What rows are grouped into files by.' },
  partition_by_time_column: {
    type: BOOLEAN_OPTION,
    default: true,
    meaning: 'Whether the time column is one of the partition keys.',
  },
  clustered_by: { type: EXPRESSIONS, meaning: 'What rows are sorted by within files.' },
  columns: {
    type: choiceOf({ kind: 'map', of: TEXT }, COLUMNS),
    meaning: 'Columns with their types; for histories, the columns whose changes count.',
  },
  column_descriptions: { type: { kind: 'map', of: TEXT }, meaning: 'What each column means.' },
  grains: { type: EXPRESSIONS, aliases: ['grain'], meaning: 'Column sets of which each is unique.' },
  references: { type: EXPRESSIONS, meaning: 'Columns by which other models join.' },
  when_matched: { type: TEXT, meaning: 'WHEN clauses of the merge, for rows whose key is known.' },
  merge_filter: { type: EXPRESSION, meaning: 'Which known rows the merge looks at.' },
  materialized: { type: BOOLEAN_OPTION, default: false, meaning: 'Whether a view keeps its rows.' },
  path: { type: TEXT, meaning: 'The file of a seed.' },
  csv_settings: { type: PROPERTIES, meaning: 'How the file of a seed is read.' },
  materialization: { type: nameOf('procedure'), meaning: 'The procedure that writes the result of a custom kind.' },
  materialization_properties: { type: PROPERTIES, meaning: 'What that procedure is given.' },
};

/** Histories. */
const HISTORY: OptionKeys = {
  updated_at_name: { type: COLUMN, default: 'updated_at', meaning: 'The column that tells when a row changed last.' },
  updated_at_as_valid_from: {
    type: BOOLEAN_OPTION,
    default: false,
    meaning: 'Whether first rows are valid from that time on.',
  },
  valid_from_name: { type: COLUMN, default: 'valid_from', meaning: 'The column for the time from which a row holds.' },
  valid_to_name: { type: COLUMN, default: 'valid_to', meaning: 'The column for the time up to which a row holds.' },
  invalidate_hard_deletes: {
    type: BOOLEAN_OPTION,
    default: false,
    meaning: 'Whether a key that is gone ends its history.',
  },
  execution_time_as_valid_from: {
    type: BOOLEAN_OPTION,
    default: false,
    meaning: 'Whether first rows are valid from the run on.',
  },
  time_data_type: { type: TEXT, default: 'timestamp', meaning: 'The type of the columns that tell from when to when.' },
};

/** What goes around a model: tests, storage, other tools. */
const AROUND: OptionKeys = {
  audits: {
    type: listOf(choiceOf({ kind: 'map', of: DATA }, TEXT)),
    meaning: 'Audits that the rows must pass before they can be read.',
  },
  signals: {
    type: listOf(choiceOf({ kind: 'map', of: DATA }, TEXT)),
    meaning: 'What must be true before an interval is computed.',
  },
  project: { type: TEXT, meaning: 'The project it belongs to.' },
  stamp: { type: TEXT, meaning: 'Any text; a change of it makes a new version.' },
  dialect: { type: wordOf('duckdb', 'ansi', 'pl-grizzly'), meaning: 'The dialect its query is written in.' },
  gateway: { type: TEXT, meaning: 'The connection it runs on.' },
  table_format: { type: TEXT, meaning: 'The format of the table.' },
  storage_format: { type: TEXT, meaning: 'The format of the files.' },
  physical_version: { type: TEXT, meaning: 'Pins the version of the stored table.' },
  physical_properties: { type: PROPERTIES, meaning: 'Properties of the stored table.' },
  virtual_properties: { type: PROPERTIES, meaning: 'Properties of the view that readers see.' },
  session_properties: { type: PROPERTIES, meaning: 'Settings of the session it runs in.' },
  blueprints: { type: listOf(PROPERTIES), meaning: 'One model is made for each of these sets of values.' },
  optimize_query: { type: BOOLEAN_OPTION, default: true, meaning: 'Whether its query is rewritten for speed.' },
  formatting: { type: BOOLEAN_OPTION, default: true, meaning: 'Whether the formatter touches it.' },
  ignored_rules: { type: TEXTS, meaning: 'Rules of the linter that are not for it.' },
};

/** The keys that only models have. */
export const MODEL_OPTIONS: OptionKeys = { ...INTERVALS, ...SHAPE, ...HISTORY, ...AROUND };
