import type { effectMessages } from '../messages/effect-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG15xx to PLG18xx. */
export const effectPages: Readonly<Record<keyof typeof effectMessages, ExplainPage>> = {
  PLG1501: {
    about:
      'The exception is used, but declared nowhere. It is taken as an exception of its own below Exception, so the program works; a declaration guards against misspelling. In strict mode this is an error.',
    wrong: `upsert procedure load as <{}> () raises LoadError returns int { return 1 }`,
    right: `type exception as LoadError
upsert procedure load as <{}> () raises LoadError returns int { return 1 }`,
  },
  PLG1502: {
    about:
      'raises names several exceptions, and nothing in the body throws this one. (A single name in raises wraps whatever fails, so it is never superfluous.)',
    wrong: `type exception as LoadError
type exception as ParseError
upsert procedure load as <{}> () raises LoadError, ParseError returns int { throw LoadError('no file') }`,
    right: `type exception as LoadError
upsert procedure load as <{}> () raises LoadError returns int { throw LoadError('no file') }`,
  },
  PLG1503: {
    about:
      'What a procedure or function throws is part of its signature, so that callers know what to catch. Failures of the engine (a full disk, a division by zero) need not be declared; a single name behind `raises` wraps them too, several leave them as they are.',
    wrong: `type exception as LoadError
function load() returns int { throw LoadError('no file') }`,
    right: `type exception as LoadError
function load() raises LoadError returns int { throw LoadError('no file') }`,
  },
  PLG1504: {
    about: 'Nothing in the try can throw this exception, so the arm never runs.',
    wrong: `type exception as LoadError
function f() returns int { return try 1 catch { LoadError => 2, _ => 3 } }`,
    right: `type exception as LoadError
function load() raises LoadError returns int { throw LoadError('no file') }
function f() returns int { return try load() catch { LoadError => 2, _ => 3 } }`,
  },
  PLG1505: {
    about: "throw takes an exception: Exception, one of the engine's, or one that you declared.",
    wrong: `function f() raises Exception returns int { throw 'no rows' }`,
    right: `function f() raises Exception returns int { throw Exception('no rows') }`,
  },
  PLG1601: {
    about:
      'async code may wait: for the network, for a time, for other async code. A query, a view and a BEFORE trigger cannot wait while they hold the rows they work on.',
    wrong: `function slow() returns int as async { return 1 }
function f() returns int {
  return (select slow()) ?? 0
}`,
    right: `function slow() returns int as async { return 1 }
function f() returns int {
  let n = slow()
  return (select n) ?? 0
}`,
  },
  PLG1602: {
    about:
      'A function inside a query is called for rows in no certain order, perhaps several at once, perhaps not at all. It may read, but it may not change anything.',
    wrong: `create table t (a int)
function note(x int) returns int {
  insert into t values (x)
  return x
}
function f() returns int {
  return (select note(1)) ?? 0
}`,
    right: `create table t (a int)
function note(x int) returns int {
  insert into t values (x)
  return x
}
function f() returns int {
  return note(1)
}`,
  },
  PLG1603: {
    about: 'as sync promises that the code never waits. The body waits: it sleeps or uses the network.',
    wrong: `function airports() returns int as sync { return len(select * from 'https://example.com/airports.csv') }`,
    right: `function airports() returns int as async { return len(select * from 'https://example.com/airports.csv') }`,
  },
  PLG1701: {
    about:
      'The parameter has no type, or TryToInferType. From its uses exactly one type follows, and this is it. Nothing has to be done; the message shows what callers must give.',
    wrong: `upsert procedure shout as <{}> (name TryToInferType) returns string { return upper(name) }`,
    right: `upsert procedure shout as <{}> (name string) returns string { return upper(name) }`,
  },
  PLG1702: {
    about:
      "From the uses of the parameter several types could follow, or none. A procedure's signature is stored, so its type has to be written.",
    wrong: `upsert procedure show_it as <{}> (p TryToInferType) returns void { print(p) }`,
    right: `upsert procedure show_it as <{}> (p string) returns void { print(p) }`,
  },
  PLG1801: {
    about:
      'A secret may be used to read files and addresses, but never be shown, logged, joined to a string or compared: whoever reads the log would know it.',
    wrong: `create table accounts (id int primary key, token type secret)
upsert procedure p as <{}> () returns void { for a in select * from accounts { print(a.token) } }`,
    right: `create table accounts (id int primary key, token type secret)
upsert procedure p as <{}> () returns void { for a in select * from accounts { print(a.id) } }`,
  },
  PLG1802: {
    about:
      'A parameter names the table or file that is read or written. Whoever may call the procedure chooses it. Where that is too much, restrict the values. In strict mode this is a warning.',
    wrong: `upsert procedure p as <{}> (source string) returns int { return len(select * from source) }`,
    right: `create table orders (id int primary key)
upsert procedure p as <{}> () returns int { return len(select * from orders) }`,
  },
  PLG1803: {
    about:
      'Each kind of object has rights of its own: rows of tables are selected, inserted, updated and deleted, views are selected from, procedures and functions are executed. A right on a schema is one on all that is in it; `create` lets a role make tables there.',
    wrong: `create table orders (id int primary key)
create role clerk
grant execute on table orders to clerk`,
    right: `create table orders (id int primary key)
create role clerk
grant select, insert on table orders to clerk`,
  },
  PLG1804: {
    about:
      'The session has a role, and nobody gave that role this right: here `clerk` has got the right to insert alone. A view, a function and a procedure read and write with the rights of the owner, so that a right on them is enough; a procedure with `rights: invoker` needs those of whoever calls it. Finding the rows of an update or a delete takes the right to select.',
    wrong: `select * from orders`,
    right: `insert into orders (id) values (7)`,
    byClerk: true,
  },
  PLG1805: {
    about:
      'Files, definitions, roles, grants and secrets are the business of the owner of the lake: there is no right to them that a role, here `clerk`, could be given. What a role is to do of it, the owner puts into a procedure, and grants the right to execute that.',
    wrong: `copy orders to 'orders.csv'`,
    right: `insert into orders (id) values (7)`,
    byClerk: true,
  },
  PLG1806: {
    about:
      'Files of a project and bodies of routines are kept as they are written, by the lake and by version control. A secret in them could be read by everyone who reads the code. At the prompt and in scripts a named secret is sealed at once, and its text is kept nowhere. A value for a column or parameter of type secret may not stand in a text at all: messages, logs and histories would show it. It comes as a parameter, or from a table or file.',
    wrong: `upsert procedure p as <{}> () returns void { create secret token type secret as 'abc' }`,
    right: `type secret as token (kind: 'https', key: 'authorization', value: 'bearer abc')`,
  },
};
