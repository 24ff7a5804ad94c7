import type { nameMessages } from '../messages/name-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG11xx. */
export const namePages: Readonly<Record<keyof typeof nameMessages, ExplainPage>> = {
  PLG1101: {
    about:
      'No local, parameter or column of this name can be seen from here. Locals live in the block that declares them; a column is visible only inside the query that reads its table.',
    wrong: `function area(width int, height int) returns int {
  return width * heigth
}`,
    right: `function area(width int, height int) returns int {
  return width * height
}`,
  },
  PLG1102: {
    about:
      'No function of this name is declared in the project or part of the standard library. A method call v.f(x) finds functions whose receiver or first parameter fits v.',
    wrong: `select lenn('abc')`,
    right: `select len('abc')`,
  },
  PLG1103: {
    about:
      'No type of this name is declared. Built-in types are int, float, decimal, string, boolean, date, time, timestamp, timestampz, interval, blob, json, uuid and their aliases; your own are declared with type struct as.',
    wrong: `function greet(name Strng) returns string { return name }`,
    right: `function greet(name string) returns string { return name }`,
  },
  PLG1104: {
    about:
      'Two things of one kind have the same name in the same scope, so the name would mean either. Case does not count in names. An inner block may use the name again: there it hides the outer one.',
    wrong: `function add(a int, a int) returns int { return a + a }`,
    right: `function add(a int, b int) returns int { return a + b }`,
  },
  PLG1105: {
    about:
      'The local gets a value that nothing reads. Either it is left over, or another name was meant where it should have been read. A name that begins with _ says that this is intended.',
    wrong: `function answer() returns int {
  let half = 21
  return 42
}`,
    right: `function answer() returns int {
  let half = 21
  return half * 2
}`,
  },
  PLG1106: {
    about: 'Nothing after return, throw, break or continue in the same block is ever run.',
    wrong: `function answer() returns int {
  return 42
  print('done')
}`,
    right: `function answer() returns int {
  print('done')
  return 42
}`,
  },
  PLG1107: {
    about:
      'Arms of a match are tried from top to bottom. An arm before this one takes every value, so this one is never tried.',
    wrong: `function size(n int) returns string {
  return n match { _ -> 'many', 0 -> 'none' }
}`,
    right: `function size(n int) returns string {
  return n match { 0 -> 'none', _ -> 'many' }
}`,
  },
  PLG1108: {
    about: 'Names are compared without case, so both spellings are the same local. Readers may take them for two.',
    wrong: `function next(Count int) returns int { return count + 1 }`,
    right: `function next(count int) returns int { return count + 1 }`,
  },
  PLG1109: {
    about: 'break and continue end a loop, or a round of it. Here there is no loop around them.',
    wrong: `function stop() returns void { break }`,
    right: `function stop() returns void {
  while true { break }
}`,
  },
  PLG1110: {
    about:
      'A let with the name of a local of the same scope makes a new local of the same type that hides the old one. Mostly an assignment was meant.',
    wrong: `function count() returns int {
  let n = 1
  let n = n + 1
  return n
}`,
    right: `function count() returns int {
  let n = 1
  n = n + 1
  return n
}`,
  },
  PLG1111: {
    about:
      'No procedure of this name is declared. Procedures are called with call p(…); functions are called inside expressions.',
    wrong: `upsert procedure daily_etl as <{}> () returns void { }
call dayly_etl()`,
    right: `upsert procedure daily_etl as <{}> () returns void { }
call daily_etl()`,
  },
  PLG1112: {
    about:
      'Only locals and parameters can be assigned, as a whole or in part (a = …, a.field = …, a[0] = …). Columns change by update.',
    wrong: `function longest(words string[]) returns int {
  length = 0
  for word in words { if len(word) > 3 { length = len(word) } }
  return length(words)
}`,
    right: `function longest(words string[]) returns int {
  let most = 0
  for word in words { if len(word) > most { most = len(word) } }
  return most
}`,
  },
  PLG1113: {
    about:
      'throw without a value throws again what a catch has caught. Outside of a catch there is nothing to throw again.',
    wrong: `function fail() raises Exception returns void { throw }`,
    right: `function fail() raises Exception returns void { throw Exception('no rows') }`,
  },
  PLG1114: {
    about: 'The statement names an object that does not exist. The message says which kind of object was looked for.',
    wrong: `create table notes (id int primary key)
drop tabel notes`,
    right: `create table notes (id int primary key)
drop table notes`,
  },
  PLG1115: {
    about:
      'A statement that only computes something and drops it does nothing. Often an assignment was meant, or the result of a query was to be kept. In a script the value is shown, and at the end of a function it is the result; there it is fine.',
    wrong: `upsert procedure p as <{}> (name string) {
  upper(name)
  print(name)
}`,
    right: `upsert procedure p as <{}> (name string) {
  let loud = upper(name)
  print(loud)
}`,
  },
  PLG1116: {
    about:
      'Every way through this code gets to the call of itself, so that it can only end by running out of depth. One case must return before.',
    wrong: `function depth(n int) returns int { return depth(n - 1) + 1 }`,
    right: `function depth(n int) returns int {
  if n = 0 { return 0 }
  return depth(n - 1) + 1
}`,
  },
  PLG1117: {
    about:
      'Nothing in the loop changes what its condition reads, and nothing leaves it by break, return or throw: once begun it runs until a time limit ends it.',
    wrong: `upsert procedure p as <{}> (n int) {
  let i = 0
  while i < n { print(i) }
}`,
    right: `upsert procedure p as <{}> (n int) {
  let i = 0
  while i < n {
    print(i)
    i = i + 1
  }
}`,
  },
  PLG1118: {
    about:
      'An assignment of a name to itself changes nothing. Often a column and a local have one name, or another name was meant.',
    wrong: `upsert procedure p as <{}> (n int) {
  n = n
  print(n)
}`,
    right: `upsert procedure p as <{}> (n int) {
  n = n + 1
  print(n)
}`,
  },
  PLG1119: {
    about:
      'WITH declares a table for the query that follows, and that query does not read it. Perhaps another table was to be read, or it is left over. A name that begins with _ may stay unread.',
    wrong: `create table people (id int primary key, age int)
with young as (select id from people where age < 30)
select id from people`,
    right: `create table people (id int primary key, age int)
with young as (select id from people where age < 30)
select id from young`,
  },
  PLG1120: {
    about:
      'catch NAME { … } takes whatever is thrown and calls it NAME. With the name of an exception behind catch it looks as if it took that one alone. Arms in braces choose by exception.',
    wrong: `type exception as LoadError
try { throw LoadError('no file') } catch LoadError { print('not loaded') }`,
    right: `type exception as LoadError
try { throw LoadError('no file') } catch { LoadError => print('not loaded') }`,
  },
  PLG1121: {
    about:
      'The name of this function, view, table, type or exception stands nowhere in the project but in its own declaration, not even in a text. Procedures, triggers, schedules and pipelines are entrances: somebody outside calls them. Shown by gobi check --unused.',
    wrong: `function half(n int) returns int { return div(n, 2) }
upsert procedure show as () returns int { return 21 }`,
    right: `function half(n int) returns int { return div(n, 2) }
upsert procedure show as () returns int { return half(42) }`,
  },
};
