import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine } from '../../../runtime/engine.ts';

/* Calls as a command line makes them: every argument is a text, read by the type of its parameter. */
const test = suite('call with texts');

const CODE = `
type struct as Point (x int, y decimal(6,2), label string?)
create table orders (id int, day date);
insert into orders values (1, date '2026-01-31'), (2, date '2026-02-01');
upsert procedure many as (n int, price decimal(8,2), tags string[], p Point, note string?, label string = 'none')
returns string as sync {
  return (n as string) + '|' + (price as string) + '|' + tags.join(',') + '|' + (p.y as string) + '|' + (p.label ?? 'NULL') + '|' + (note ?? 'NULL') + '|' + label
}
upsert procedure on_day as (d date) returns int as sync { let c = SELECT count(*) FROM orders WHERE day = {d}; return c }
upsert procedure at as (t timestamp, z timestampz, i interval, u uuid, j json) returns string as sync {
  return (t as string) + '|' + (z as string) + '|' + (i as string) + '|' + (u as string) + '|' + (j as string)
}
upsert procedure counted as (t string) returns int as sync { let c = (select count(*) from t); return c }
function twice (x) => x + x
function shout <string> () returns string => upper(self) + '!'
`;

async function withCode(work: (engine: Engine) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-texts-'));
  const engine = await open(folder, { workers: 0 });
  try {
    await engine.exec(CODE);
    await work(engine);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function valueOf(engine: Engine, routine: string, texts: Readonly<Record<string, string>>): Promise<unknown> {
  const [result] = await engine.callWithTexts(routine, texts);
  return Object.values((await result!.rows())[0]!)[0];
}

async function reasonOf(engine: Engine, routine: string, texts: Readonly<Record<string, string>>): Promise<string> {
  try {
    await engine.callWithTexts(routine, texts);
  } catch (error) {
    assert.instance(error, GobiError);
    return `${(error as GobiError).exception}: ${(error as GobiError).message}`;
  }
  throw new Error('it did not fail');
}

const GOOD = { n: '1_000', price: '12.50', tags: '["a", "b,c"]', p: '{"x": 1, "y": 2.5}', note: 'null' };
const { note: _, ...without } = GOOD;

test('texts become values of the types of the parameters', () =>
  withCode(async (engine) => {
    assert.is(await valueOf(engine, 'many', GOOD), '1000|12.50|a,b,c|2.50|NULL|NULL|none');
    assert.is(
      await valueOf(engine, 'MANY', { ...without, NOTE: 'x', label: 'null' }),
      '1000|12.50|a,b,c|2.50|NULL|x|null',
    );
    assert.is(Number(await valueOf(engine, 'on_day', { d: '2026-01-31' })), 1);
    assert.is(
      await valueOf(engine, 'at', {
        t: '2026-01-05 10:00:00',
        z: '2026-01-05 10:00:00+02:00',
        i: '2 days',
        u: 'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6',
        j: '{"a": [1, null]}',
      }),
      '2026-01-05 10:00:00|2026-01-05 08:00:00+00|2 days|f81d4fae-7dec-11d0-a765-00a0c91e6bf6|{"a": [1, null]}',
    );
    assert.is(Number(await valueOf(engine, 'counted', { t: 'orders' })), 2);
  }));

test('a parameter without a type takes numbers and words as literals, all else as text', () =>
  withCode(async (engine) => {
    assert.is(Number(await valueOf(engine, 'twice', { x: '21' })), 42);
    assert.is(await valueOf(engine, 'twice', { x: '1.50' }), '3.00');
    assert.is(await valueOf(engine, 'twice', { x: 'ab' }), 'abab');
    assert.match(await reasonOf(engine, 'twice', { x: '[1]' }), 'has no type');
  }));

test('what does not fit is told at once, with the signature', () =>
  withCode(async (engine) => {
    const wrong = { n: '1.5', prize: '1', price: '1.005', tags: '["a", null]', p: '{"x": 1, "z": 2}' };
    assert.is(
      await reasonOf(engine, 'many', wrong),
      "WrongArguments: the arguments do not fit many(n int, price decimal(8,2), tags string[], p Point, note string?, label string = 'none') returns string: " +
        "there is no parameter `prize`; did you mean `price`?; `n`: '1.5' is not a valid int; `price`: '1.005' has more than 2 digits behind the point; " +
        '`tags`: at `[1]` may not be null; `p`: has no field `z`; its fields are x, y, label; `note` is missing',
    );
    const of = (texts: Partial<typeof GOOD>) => reasonOf(engine, 'many', { ...GOOD, ...texts });
    assert.match(await of({ n: 'null' }), "`n`: 'null' is not a valid int");
    assert.match(await of({ n: '9223372036854775808' }), 'is not a valid int');
    assert.match(await of({ price: '1234567.00' }), 'is not a valid decimal(8,2)');
    assert.match(await of({ tags: 'a,b' }), '`tags`: takes JSON for string[]');
    assert.match(await of({ tags: '[1]' }), '`tags`: at `[0]` 1 is not a valid string');
    assert.match(await of({ p: '{"x": 1}' }), '`p`: needs the field `y`');
    assert.match(await of({ p: '{"x": 1, "y": 1.005}' }), '`p`: at `.y` ');
    assert.match(await of({ p: '{"x": 1, "Y": 1}' }), 'did you mean `y`?');
    assert.match(await reasonOf(engine, 'on_day', { d: '2026-02-30' }), "`d`: '2026-02-30' is not a valid date");
    assert.match(await reasonOf(engine, 'on_days', {}), 'did you mean `on_day`?');
    assert.match(await reasonOf(engine, 'shout', {}), 'called on a value');
    assert.match(await reasonOf(engine, 'counted', { t: 'ordes' }), 'did you mean `orders`?');
  }));

test('a call that fails leaves no transaction open', () =>
  withCode(async (engine) => {
    await reasonOf(engine, 'on_day', {});
    await engine.exec('begin; insert into orders values (3, null); commit');
    assert.is(Number(await valueOf(engine, 'counted', { t: 'orders' })), 3);
  }));

test.run();
