import { counted, didYouMean, error, info, warning } from '../message.ts';
import type { Unknown } from '../message.ts';

/** PLG13xx: tables, columns and queries. */
export const queryMessages = {
  PLG1301: warning<Unknown & { isDropped?: boolean }>(
    (p, severity) =>
      `table \`${p.name}\` is unknown${severity === 'error' ? '' : '; its columns are treated as dynamic'}`,
    (p, severity) =>
      (p.isDropped === true ? 'a statement before drops it' : didYouMean(p)) ??
      (severity === 'error'
        ? 'create it first; a file needs quotes'
        : 'check against the lake (`--db DIR`) or a schema file (`--schema FILE`)'),
  ),
  PLG1302: error<{
    table: string;
    column: string;
    nearest?: string | undefined;
    isAlias?: boolean;
    isDatePart?: boolean;
  }>(
    (p) =>
      `${p.table === '' ? 'no source here' : p.table === 'the subquery' ? p.table : `table \`${p.table}\``} has ${p.table === '' ? 'a' : 'no'} column \`${p.column}\``,
    (p) =>
      p.isAlias === true
        ? 'aliases are not visible in WHERE, ON and the select list: repeat the expression, or read it `from (select …)`'
        : (didYouMean(p) ??
          (p.isDatePart === true ? `the part of a date or time is a text: \`'${p.column}'\`` : undefined)),
  ),
  PLG1303: error<{ name: string; type: string }>(
    (p) => `local \`${p.name}\` of type ${p.type} is used as a table`,
    () => 'use a table, a list, or a string with the name of a table or file',
  ),
  PLG1304: error<{ column: string; tables: readonly string[] }>(
    (p) => `column \`${p.column}\` is ambiguous: it is in ${p.tables.join(' and ')}`,
    (p) => `write ${p.tables.map((table) => `\`${table}.${p.column}\``).join(' or ')}`,
  ),
  PLG1305: warning<{ name: string; table: string }>(
    (p) => `parameter \`${p.name}\` hides table \`${p.table}\` here`,
    (p) => `rename the parameter, or write \`main.${p.table}\` for the table`,
  ),
  PLG1306: error<{ name: string; source: string }>(
    (p) => `\`${p.name}\` is both a column and a local`,
    (p) => `write \`{${p.name}}\` for the local, \`${p.source}.${p.name}\` for the column`,
  ),
  PLG1307: warning<{ type: string }>(
    (p) => `a dynamic value becomes ${p.type} here and is checked when it runs`,
    () => 'say what the table has: `source :: table<column: type, ..>`',
  ),
  PLG1308: warning<{ name: string }>(
    (p) => `\`${p.name}\` is NULL on an empty table: then no row passes`,
    () => "give it a start: `?? timestamp '1970-01-01T00:00:00Z'`",
  ),
  PLG1309: warning<{ what: string }>(
    (p) => `${p.what} may give many rows where one value is needed`,
    () => 'aggregate, or add `limit 1`; with more than one row it raises CardinalityError',
  ),
  PLG1310: error<{ schema: string }>(
    (p) => `schema \`${p.schema}\` is read-only`,
    () => 'use another schema',
  ),
  PLG1311: warning<{ column?: string }>(
    (p) =>
      p.column === undefined
        ? '`not in` is never true with a NULL in the list'
        : `\`not in\` is never true if \`${p.column}\` holds a NULL`,
    (p) =>
      p.column === undefined
        ? 'take it out of the list, and say `is not null`'
        : `use \`not exists\`, or add \`where ${p.column} is not null\``,
  ),
  PLG1312: info<{ table: string; key: string }>(
    (p) => `\`count(*)\` counts the joined rows, not those of \`${p.table}\``,
    (p) => `\`count(distinct ${p.key})\` counts these`,
  ),
  PLG1313: warning<{ trigger: string; table: string; event: string; through?: readonly string[] }>(
    (p) =>
      p.through === undefined
        ? `trigger \`${p.trigger}\` may fire itself: its code does an ${p.event} on \`${p.table}\``
        : `trigger \`${p.trigger}\` may fire itself through ${p.through.map((each) => `\`${each}\``).join(', ')}`,
    () => 'add a `when` that ends it; the depth is limited to 16',
  ),
  PLG1314: error<{ column: string }>(
    (p) => `\`${p.column}\` is neither grouped nor inside an aggregate`,
    (p) => `add it to GROUP BY, or take one: \`any_value(${p.column})\``,
  ),
  PLG1315: error<{ name: string; clause: string }>(
    (p) => `aggregate \`${p.name}\` is not allowed in ${p.clause}`,
    (p) => (p.clause === 'WHERE' ? 'use HAVING' : undefined),
  ),
  PLG1316: error<{ name: string; clause: string }>(
    (p) => `window function \`${p.name}\` is not allowed in ${p.clause}`,
    () => 'use QUALIFY, or a subquery',
  ),
  PLG1317: error<{ position: number; count: number; clause: string }>(
    (p) =>
      `${p.clause} position ${p.position} is out of range: there ${p.count === 1 ? 'is' : 'are'} ${counted(p.count, 'column')}`,
  ),
  PLG1318: error<{ operator: string; left: number; right: number }>(
    (p) => `${p.operator} of ${counted(p.left, 'column')} and ${p.right}`,
    () => 'both sides need the same number of columns',
  ),
  PLG1319: error<{ table: string; given: number; needed: number }>(
    (p) => `${counted(p.given, 'value')} for ${counted(p.needed, 'column')} of \`${p.table}\``,
    () => 'name the columns: `insert into t (a, b) …`',
  ),
  PLG1320: error<{ column: string; where: string }>((p) => `column \`${p.column}\` is given twice in ${p.where}`),
  PLG1321: error<Unknown & { alias?: true | undefined }>(
    (p) => `no table is called \`${p.name}\` in this query`,
    (p) => (p.alias ? `it is called \`${p.nearest}\` here` : didYouMean(p)),
  ),
  PLG1322: error<{ name: string }>(
    (p) => `two tables are called \`${p.name}\` in this query`,
    () => 'give one of them an alias: `… as b`',
  ),
  PLG1323: error<{ table: string; columns: readonly string[] }>(
    (p) => `(${p.columns.join(', ')}) is not a key of \`${p.table}\``,
    () => 'use the columns of its PRIMARY KEY or of a UNIQUE',
  ),
  PLG1324: error<{ count: number; needed?: number | undefined }>(
    (p) =>
      p.needed === undefined
        ? `a query in place of a value needs one column, not ${p.count}`
        : `beside a row of ${p.needed} values a query needs ${p.needed} columns, not ${p.count}`,
    (p) => (p.needed === undefined ? 'select one column' : 'select as many columns as the row has values'),
  ),
  PLG1325: error<object>(
    () => '`*` without FROM',
    () => 'add FROM, or name the values',
  ),
  PLG1326: error<{ table: string; join: string }>(
    (p) => `\`${p.table}\` is on the right of ${p.join} JOIN and has no columns after it`,
    (p) => (p.join === 'ANTI' ? 'its rows are those that are missing' : 'use an inner join to see its columns'),
  ),
  PLG1327: error<{ outer: string; inner: string }>(
    (p) => `aggregate \`${p.inner}\` inside aggregate \`${p.outer}\``,
    () => 'compute the inner one in a subquery',
  ),
  PLG1328: error<{ column: string; join: string }>(
    (p) => `${p.join} column \`${p.column}\` is not on both sides of the join`,
  ),
  PLG1329: error<{ given: number; needed: number; name: string }>(
    (p) => `\`${p.name}\` names ${counted(p.given, 'column')}, but there ${p.needed === 1 ? 'is' : 'are'} ${p.needed}`,
  ),
  PLG1330: error<{ name: string; reason: string }>((p) => `recursive \`${p.name}\`: ${p.reason}`),
  PLG1331: error<{ what: string; table: string; reason: string }>(
    (p) => `${p.what} of \`${p.table}\` is not possible: ${p.reason}`,
  ),
  PLG1332: error<{ name: string; where: string }>(
    (p) => `aggregate or window function \`${p.name}\` outside of a query${p.where}`,
    () => 'use it in a SELECT',
  ),
  PLG1333: error<Unknown>((p) => `there is no window \`${p.name}\``, didYouMean),
  PLG1334: error<{ table: string; kind: string }>((p) => `\`${p.table}\` is a ${p.kind} and cannot be written to`),
  PLG1335: error<{ what: string; negative?: true | undefined }>(
    (p) => (p.negative ? `${p.what} must be 0 or more` : `${p.what} must be a constant whole number or a local`),
    (p) => (p.negative ? 'to have the last rows, turn the order around' : 'compute it before the query: `let n = …`'),
  ),
  PLG1336: warning<{ operator: string }>(
    (p) =>
      p.operator === 'in'
        ? 'NULL in the list is equal to nothing: a comparison with NULL is unknown'
        : `\`${p.operator} null\` is never true: a comparison with NULL is unknown`,
    (p) =>
      p.operator === 'when'
        ? 'write `case when x is null then …`'
        : p.operator === 'in'
          ? 'leave it out and add `or … is null`'
          : `write \`is ${p.operator === '=' ? '' : 'not '}null\``,
  ),
  PLG1337: warning<{ low: string; high: string }>(
    (p) => `nothing is between ${p.low} and ${p.high}`,
    (p) => `the smaller bound comes first: ${p.high}, then ${p.low}`,
  ),
  PLG1338: warning<{ name: string }>(
    (p) => `\`${p.name}\` is compared with itself`,
    () => 'name the other table, or write `{name}` for the local',
  ),
  PLG1339: warning<{ table: string; join: string }>(
    (p) => `this drops the rows without \`${p.table}\` that the ${p.join} JOIN keeps`,
    () => 'move it into ON, or use an inner join',
  ),
  PLG1340: warning<{ what: string; broken: readonly string[] }>(
    (p) => {
      const [first = '', second, ...more] = p.broken;
      const others =
        second === undefined ? '' : more.length === 0 ? ` and ${second}` : ` and ${more.length + 1} others`;
      return `this takes away ${p.what}, which ${first}${others} ${second === undefined ? 'uses' : 'use'}`;
    },
    () => 'change what uses it first, or drop that too',
  ),
  PLG1341: warning<{ text: string }>(
    (p) => `this reads a file called '${p.text}', not the table of that name`,
    (p) => `a table's name has no quotes: \`from ${p.text}\``,
  ),
  PLG1342: warning<{ path: string }>(
    (p) => `this reads the file '${p.path}', since there is no such table`,
    (p) => `quote the paths of files: \`from '${p.path}'\``,
  ),
  PLG1343: error<{ name: string; keys: number }>(
    (p) => `${p.name} takes keys of GROUP BY; this is none`,
    (p) => (p.keys === 0 ? 'add GROUP BY, or leave the call out: without keys it says nothing' : undefined),
  ),
  PLG1344: error<{ table: string; given: number; needed: number }>(
    (p) => `this refers from ${counted(p.given, 'column')} to ${p.needed} of \`${p.table}\``,
    (p) =>
      p.needed === 0
        ? `name a column: \`${p.table}\` has no primary key`
        : 'name one column of the other table for each',
  ),
  PLG1345: error<{ name: string; through: readonly string[] }>(
    (p) =>
      `view \`${p.name}\` reads itself${p.through.length === 0 ? '' : `, through ${p.through.map((each) => `\`${each}\``).join(', ')}`}`,
    () => 'a view shows what others hold: one of the circle must read something else',
  ),
  PLG1346: warning<{ text: string; column: string }>(
    (p) => `"${p.text}" is a text here, not the column \`${p.column}\``,
    (p) => `write \`${p.column}\` without quotes or in backticks, a text as '${p.text}'`,
  ),
  PLG1347: warning<{ value: string; table: string; column: string; inQuery: boolean }>(
    (p) =>
      `${p.value === 'this' ? 'this' : `\`${p.value}\``} may be NULL, column \`${p.column}\` of \`${p.table}\` may not`,
    (p) =>
      p.inQuery
        ? 'say what NULL means: `… ?? value`, or leave these rows out: `where … is not null`'
        : 'say what NULL means: `… ?? value`, or test `is not null` first',
  ),
  PLG1348: warning<{ table: string; column: string }>(
    (p) => `the rows that \`${p.table}\` has get no value for \`${p.column}\`, which may not be NULL`,
    () => 'add `default …`; on a table without rows this works as it is',
  ),
} as const;
