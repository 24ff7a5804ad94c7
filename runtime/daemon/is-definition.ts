/** First words of statements that read or change rows, steer the session, or are code: all others define something that stays. */
const PASSING: ReadonlySet<string> = new Set([
  ...['select', 'insert', 'upsert', 'update', 'delete', 'merge', 'dml', 'call', 'value', 'copy', 'ingest', 'watch'],
  ...['let', 'assign', 'block', 'if', 'while', 'for', 'break', 'continue', 'return', 'throw', 'try'],
  ...[
    'show',
    'explain',
    'begin',
    'commit',
    'rollback',
    'savepoint',
    'release',
    'rollback to',
    'refresh materialized view',
  ],
  ...['attach', 'detach', 'execute', 'load', 'install', 'cache', 'use', 'set', 'run schedule', ''],
]);

/** Whether a statement with these first words makes, changes or removes an object, a right or a secret. */
export function isDefinition(verb: string): boolean {
  return !PASSING.has(verb);
}
