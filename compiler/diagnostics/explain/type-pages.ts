import type { typeMessages } from '../messages/type-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG12xx. */
export const typePages: Readonly<Record<keyof typeof typeMessages, ExplainPage>> = {
  PLG1201: {
    about:
      'A value of one type stands where another is needed. Whole numbers become decimals and floats by themselves, narrower numbers wider ones; everything else needs a cast that says so: value :: type. A string literal is taken as a date or time where one is expected.',
    wrong: `let n: int = 'twelve'`,
    right: `let n: int = '12' :: int`,
  },
  PLG1202: {
    about:
      'The operator has no meaning for these types. + joins two strings or adds two numbers, but does not turn a number into text by itself. || joins strings; on booleans write or.',
    wrong: `select 'n = ' + 3`,
    right: `select 'n = ' + 3 :: string`,
  },
  PLG1203: {
    about: 'The value after return must fit the type in the returns clause.',
    wrong: `function name() returns int { return 'Ann' }`,
    right: `function name() returns string { return 'Ann' }`,
  },
  PLG1204: {
    about:
      'The body can reach its end without a value, although the returns clause promises one. An if without else, a loop that may not run at all, and a match that does not cover everything leave such a way open.',
    wrong: `function sign(n int) returns int {
  if n < 0 { return -1 }
}`,
    right: `function sign(n int) returns int {
  if n < 0 { return -1 }
  return 1
}`,
  },
  PLG1205: {
    about:
      'The condition may be NULL, which is neither true nor false. In queries such a row is left out; in if and while the meaning has to be written: ?? gives NULL a value, is not null excludes it.',
    wrong: `function big(n int?) returns boolean {
  if n > 10 { return true }
  return false
}`,
    right: `function big(n int?) returns boolean {
  if (n ?? 0) > 10 { return true }
  return false
}`,
  },
  PLG1206: {
    about:
      'The call has too few or too many arguments. Parameters with a default may be left out; arguments may be given by name: f(b: 2).',
    wrong: `function add(a int, b int) returns int { return a + b }
select add(1)`,
    right: `function add(a int, b int) returns int { return a + b }
select add(1, 2)`,
  },
  PLG1207: {
    about: 'The struct has no field of this name. Fields are those of its declaration; case does not count.',
    wrong: `type struct as Point(x int, y int)
function abscissa(p Point) returns int { return p.xx }`,
    right: `type struct as Point(x int, y int)
function abscissa(p Point) returns int { return p.x }`,
  },
  PLG1208: {
    about:
      'A struct value needs all fields of its type; a field that may be missing has a nullable type and is given as null.',
    wrong: `type struct as Point(x int, y int)
let p = type struct as Point { x: 1 }`,
    right: `type struct as Point(x int, y int)
let p = type struct as Point { x: 1, y: 2 }`,
  },
  PLG1209: {
    about: 'Values that no arm takes raise MatchError when the program runs. An arm _ takes all that is left.',
    wrong: `function discount(tier string) returns int {
  return tier match { 'gold' -> 20, 'silver' -> 10 }
}`,
    right: `function discount(tier string) returns int {
  return tier match { 'gold' -> 20, 'silver' -> 10, _ -> 0 }
}`,
  },
  PLG1210: {
    about:
      'No cast leads from one of these types to the other. Scalars cast to strings and back; numbers to other numbers; lists and structs by their parts.',
    wrong: `let t = 'x' :: table<a: int>`,
    right: `let t = select 1 as a`,
  },
  PLG1211: {
    about:
      'The local has a type already, and another let of the same name in the same scope cannot give it another one.',
    wrong: `function f() returns string {
  let x = 1
  let x = 'one'
  return x
}`,
    right: `function f() returns string {
  let x = 1
  let text = 'one'
  return text + x :: string
}`,
  },
  PLG1212: {
    about: 'Parentheses after a name call it, and only functions and lambdas can be called.',
    wrong: `function f() returns int {
  let n = 1
  return n(2)
}`,
    right: `function f() returns int {
  let n = x => x + 1
  return n(2)
}`,
  },
  PLG1213: {
    about: 'An argument is given by name, but the function has no parameter of that name.',
    wrong: `function add(a int, b int) returns int { return a + b }
select add(a: 1, c: 2)`,
    right: `function add(a int, b int) returns int { return a + b }
select add(a: 1, b: 2)`,
  },
  PLG1214: {
    about: 'The same argument is given twice: by name twice, or by place and by name.',
    wrong: `function add(a int, b int) returns int { return a + b }
select add(1, a: 2)`,
    right: `function add(a int, b int) returns int { return a + b }
select add(1, b: 2)`,
  },
  PLG1215: {
    about:
      'Values of this type have no such part. Structs, rows and json have fields; lists, strings and json have elements.',
    wrong: `function f(n int) returns int { return n[0] }`,
    right: `function f(n int[]) returns int { return n[0] }`,
  },
  PLG1216: {
    about:
      'A condition must be true or false. Numbers, strings and lists are not taken as conditions: write the comparison that you mean.',
    wrong: `function f(n int) returns int {
  if n { return 1 }
  return 0
}`,
    right: `function f(n int) returns int {
  if n <> 0 { return 1 }
  return 0
}`,
  },
  PLG1217: {
    about:
      'A string literal stands where a date or time is expected, so it is read as one while the program is checked. This one cannot be read.',
    wrong: `let day: date = '2026-13-01'`,
    right: `let day: date = '2026-12-01'`,
  },
  PLG1218: {
    about:
      'Digits after the point, or leading digits, could be lost. Such a loss is never silent: a cast says that it is meant.',
    wrong: `function half(price decimal(12,2)) returns decimal(12,2) {
  let result: decimal(12,2) = price * 0.125
  return result
}`,
    right: `function half(price decimal(12,2)) returns decimal(12,2) {
  let result: decimal(12,2) = (price * 0.125) :: decimal(12,2)
  return result
}`,
  },
  PLG1219: {
    about: 'The literal is larger or smaller than its type can hold.',
    wrong: `let small: int8 = 300`,
    right: `let small: int16 = 300`,
  },
  PLG1220: {
    about:
      'Values of this type have no order, or cannot be compared at all: secrets, functions and tables. Lists and structs compare element by element if their elements do.',
    wrong: `create table t (tags Dict<string, int>)
select * from t order by tags < tags`,
    right: `create table t (tags Dict<string, int>)
select * from t where tags is not null`,
  },
  PLG1221: {
    about: 'for goes over the elements of a list, the rows of a table, or a range of numbers.',
    wrong: `function f(n int) returns void {
  for i in n { print(i) }
}`,
    right: `function f(n int) returns void {
  for i in range(0, n) { print(i) }
}`,
  },
  PLG1222: {
    about:
      'The type has only a few values, so the match can be checked completely, and it does not cover all of them. NULL counts if the value may be NULL.',
    wrong: `function word(b boolean) returns string { return b match { true -> 'yes' } }`,
    right: `function word(b boolean) returns string { return b match { true -> 'yes', false -> 'no' } }`,
  },
  PLG1223: {
    about: 'The pattern has another type than the value, so it never fits.',
    wrong: `function word(n int) returns string { return n match { 'one' -> 'a', _ -> 'b' } }`,
    right: `function word(n int) returns string { return n match { 1 -> 'a', _ -> 'b' } }`,
  },
  PLG1224: {
    about:
      'The branches of a case, a match, a list or a union need one type for their values, and these have none in common.',
    wrong: `select case when true then 1 else 'one' end`,
    right: `select case when true then '1' else 'one' end`,
  },
  PLG1225: {
    about: 'The procedure or function is declared to return void, so its call has no value.',
    wrong: `upsert procedure tidy as <{}> () returns void { }
let n = tidy()`,
    right: `upsert procedure tidy as <{}> () returns void { }
call tidy()`,
  },
  PLG1226: {
    about: 'The type takes another number of arguments: decimal(p, s) two, varchar(n) one, Array<T> one.',
    wrong: `let n: decimal(1, 2, 3) = 1`,
    right: `let n: decimal(12, 2) = 1`,
  },
  PLG1227: {
    about: 'An operand or argument has the wrong type. The message says which one and what it must be.',
    wrong: `create table t (a int)
select a from t as of true`,
    right: `create table t (a int)
select a from t as of 1`,
  },
  PLG1228: {
    about: 'A struct value gives the same field twice, so one of the two values would be lost.',
    wrong: `let p = { x: 1, x: 2 }`,
    right: `let p = { x: 1, y: 2 }`,
  },
  PLG1229: {
    about: 'The function exists in several forms, and none of them takes arguments of these types.',
    wrong: `select len(1)`,
    right: `select len('a')`,
  },
  PLG1230: {
    about:
      'Two arguments do not fit their parameters, but each would fit that of the other: they are in the wrong order. Arguments by name can stand in any order.',
    wrong: `function pad(word string, width int) returns string { return lpad(word, width, ' ') }
let a = pad(10, 'x')`,
    right: `function pad(word string, width int) returns string { return lpad(word, width, ' ') }
let a = pad('x', 10)
let b = pad(width: 10, word: 'x')`,
  },
  PLG1231: {
    about:
      'A function that takes a part of a date, a time or an interval by its name, or cuts and counts by a unit, does not know this one: `date_part`, `extract`, `date_trunc`, `date_diff` and those like them. Only names that are written out are checked here.',
    wrong: `create table t (day date)
select date_part('mounth', day) as month from t`,
    right: `create table t (day date)
select date_part('month', day) as month from t`,
  },
  PLG1232: {
    about:
      'A whole number or decimal divided by zero raises DivisionByZero. A zero that is written down makes it raise always. Where `try` stands around it, nothing is said.',
    wrong: `let share = 100 / 0`,
    right: `let parts = 4
let share = 100 / parts`,
  },
};
