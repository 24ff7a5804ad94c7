import type { syntaxMessages } from '../messages/syntax-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG10xx. */
export const syntaxPages: Readonly<Record<keyof typeof syntaxMessages, ExplainPage>> = {
  PLG1001: {
    about:
      'The parser met a word or sign that cannot stand here. The message names what was found and what may stand in its place. Often the real mistake is a little before: a missing parenthesis, comma or keyword.',
    wrong: `select name where from users`,
    right: `select name from users`,
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
      'Expressions, queries and blocks may nest, but not without end: beyond the limit the text is taken to be a mistake of the program that wrote it. Long chains of operators (a + b + c + …) do not nest and have no limit.',
    wrong: `-- some hundred parentheses, one inside the other: ((((((… 1 …))))))
select 1`,
    right: `let part = 1
select part + 1`,
  },
  PLG1011: {
    about:
      'The files of a project declare things: tables, views, types, functions, procedures, triggers, schedules. A deploy compares these declarations with the lake and makes it so. Statements that do something on their own have no place there: they would run again with each deploy. To change a table, change its declaration.',
    wrong: `insert into settings values ('region', 'north')`,
    right: `upsert procedure fill_settings as <{}> () returns void {
  insert into settings values ('region', 'north')
}`,
  },
  PLG1013: {
    about:
      '\\u in a string begins the number of a character: four hexadecimal digits. Anything else after it is likely a path that was meant literally. The other escapes are \\n line end, \\t tab, \\\\ backslash, \\\' and \\" quotes; a backslash before any other character stands for itself.',
    wrong: `let path = 'C:\\users'`,
    right: `let path = 'C:\\\\users'`,
  },
  PLG1014: {
    about:
      'The clause exists, but not at this place. ORDER BY and LIMIT belong to a whole query: before a set operator it would be unclear what they order.',
    wrong: `select 1 as a order by a union all select 2`,
    right: `select 1 as a union all select 2 order by a`,
  },
};
