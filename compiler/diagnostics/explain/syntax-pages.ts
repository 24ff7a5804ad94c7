import type { syntaxMessages } from '../messages/syntax-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG10xx. */
export const syntaxPages: Readonly<Record<keyof typeof syntaxMessages, ExplainPage>> = {
  PLG1001: {
    about:
      'The parser met a word or sign that cannot stand here. The message names what was found and what may stand in its place. Often the real mistake is a little before: a missing parenthesis, comma or keyword.',
    wrong: `select 1 + as total`,
    right: `select 1 + 2 as total`,
  },
  PLG1002: {
    about:
      'A string or quoted name begins, but the line or file ends before its closing quote. Both \' and " make strings, backticks quote names. A quote inside the string is written twice, or after a backslash.',
    wrong: `let place = 'Chicago`,
    right: `let place = 'O''Hare'`,
  },
  PLG1003: {
    about:
      'Some words are reserved, so that statements can be told apart: select, from, order, let and so on. They can still be names if they are quoted with backticks.',
    wrong: `let order = 1`,
    right: `let \`order\` = 1`,
  },
  PLG1004: {
    about:
      'The clauses after a parameter list (raises, returns, as) and the clauses of a query (where, group by, order by, …) may come in any order, but each of them once.',
    wrong: `function twice(x int) returns int returns float { return 2 * x }`,
    right: `function twice(x int) returns int { return 2 * x }`,
  },
  PLG1005: {
    about: 'Options are separated by commas. The parser understands the list without them, but people misread it.',
    wrong: `upsert procedure refresh as <{kind: 'FULL' sched: []}> () returns void { }`,
    right: `upsert procedure refresh as <{kind: 'FULL', sched: []}> () returns void { }`,
  },
  PLG1006: {
    about:
      'A comment that begins with /* goes on to the next */. There is none, so all the rest of the file is comment. Comments do not nest.',
    wrong: `/* totals per day
select 1`,
    right: `/* totals per day */
select 1`,
  },
  PLG1007: {
    about:
      'The character belongs to no word or sign of the language. Letters with accents may stand in strings, comments and quoted names, but not in bare names.',
    wrong: `let größe = 1`,
    right: `let \`größe\` = 1`,
  },
  PLG1008: {
    about:
      'Expressions, queries and blocks may nest, but not without end: beyond the limit the text is taken to be a mistake of the program that wrote it. A chain of operators (a + b + c + …) may have a thousand links.',
    wrong: `let n = ${'(\n'.repeat(3)}${`${'('.repeat(99)}\n`.repeat(2)}1${`\n${')'.repeat(99)}`.repeat(2)}${'\n)'.repeat(3)}`,
    right: `let part = 1
select part + 1`,
  },
  PLG1009: {
    about:
      'Other languages, and older forms of this one, spell it differently. The hint names the form that is understood here.',
    wrong: `function load() throws Exception returns int { return 1 }`,
    right: `function load() raises Exception returns int { return 1 }`,
  },
  PLG1010: {
    about:
      'try runs something and catch says what happens when it fails. Without catch a try would do nothing, so it is taken as forgotten. The value after catch takes the place of the failed one.',
    wrong: `let n = try '12' :: int`,
    right: `let n = try '12' :: int catch 0`,
  },
  PLG1011: {
    about:
      'The files of a project declare things: tables, views, types, functions, procedures, triggers, schedules. A deploy compares these declarations with the lake and makes it so. Statements that do something on their own have no place there: they would run again with each deploy. To change a table, change its declaration.',
    project: true,
    wrong: `insert into settings values ('region', 'north')`,
    right: `create table settings (key string primary key, value string)
upsert procedure fill_settings as <{}> () returns void {
  insert into settings values ('region', 'north')
}`,
  },
  PLG1012: {
    about:
      'A number is written with digits, at most one decimal point, an optional exponent, and underscores between digits. A name cannot begin with a digit.',
    wrong: `let n = 12abc`,
    right: `let n = 12`,
  },
  PLG1013: {
    about:
      'A backslash in a string begins an escape: \\n line end, \\r carriage return, \\t tab, \\\\ backslash, \\\' and \\" quotes, \\uXXXX a character by its number. Any other letter after it is likely a path or a pattern that was meant literally.',
    wrong: `let path = 'C:\\data'`,
    right: `let path = 'C:\\\\data'`,
  },
  PLG1014: {
    about:
      'The clause exists, but not at this place. ORDER BY and LIMIT belong to a whole query: before a set operator it would be unclear what they order.',
    wrong: `select 1 as a order by a union all select 2`,
    right: `select 1 as a union all select 2 order by a`,
  },
  PLG1015: {
    about: 'The construct is not complete: the message says what it lacks.',
    wrong: `create table users ()`,
    right: `create table users (id int primary key)`,
  },
};
