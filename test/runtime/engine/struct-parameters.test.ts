import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine, type ParameterValue } from '../../../runtime/engine.ts';

const test = suite<{ folder: string; engine: Engine }>('structs as parameters');

test.before.each(async (context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'structs-'));
  context.engine = await open(context.folder);
  await context.engine.exec(
    `type struct as part (x int, at date?);
     upsert procedure add as (a int, p part) returns int { return a + p.x }
     upsert procedure days as (parts part[]) returns date? { return parts[0].at }`,
  );
});

test.after.each(async ({ engine, folder }) => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a plain object is a struct, in a call one of the parameter’s type', async ({ engine }) => {
  assert.is(await engine.call('add', [1, { x: 2, at: null }]), 3);
  assert.is(await engine.call('add', { p: { x: 5 }, a: 1 }), 6, 'a field that may be NULL may be left out');
  assert.is(await engine.call('days', [[{ at: new Date('2024-01-02'), x: 1 }]]), '2024-01-02');
  const result = await engine.query('select $1.x + 1 as y, $1.deep.name as name', [{ x: 1, deep: { name: 'a' } }]);
  assert.equal(await result.rows(), [{ y: 2, name: 'a' }]);
});

test('what does not fit the parameter is told with its signature', async ({ engine }) => {
  const refused = async (argument: ParameterValue, reason: string): Promise<void> => {
    try {
      await engine.call('add', [1, argument]);
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      assert.is(error.exception, 'WrongArguments');
      assert.ok(error.message.includes(reason), error.message);
      return;
    }
    assert.unreachable(reason);
  };
  await refused({ x: 1, z: 2 }, 'there is no field `z`');
  await refused({ at: null }, 'field `x` may not be NULL');
  await refused({ x: 'one' }, "'one' is not a valid int");
});

test('a value without a place in the text is refused', async ({ engine }) => {
  for (const [text, values] of [
    ['select $1 as a', [1, 2]],
    ['select ? as a', [1, 2]],
    ['select 1 as a', [1]],
  ] as const)
    try {
      await engine.query(text, values);
      assert.unreachable(text);
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      assert.is(error.exception, 'WrongArguments', text);
    }
  assert.equal(await (await engine.query('select $2 as a', [1, 2])).rows(), [{ a: 2 }]);
});

test('what is no value is refused before it is sent, and the engine goes on', async ({ engine }) => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  for (const [value, reason] of [
    [() => 1, 'it is a function'],
    [Symbol('x'), 'it is a symbol'],
    [undefined, 'it is undefined'],
    [new Map(), 'it is a Map'],
    [circle, 'it contains itself'],
  ] as const) {
    try {
      await engine.query('select $1', [value as never]);
      assert.unreachable(reason);
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      assert.ok(error.message.startsWith('the value of `$1` is not a valid parameter'), error.message);
      assert.ok(error.message.includes(reason), error.message);
    }
  }
  assert.is((await engine.query('select 1 as a')).rowCount, 1);
});

test.run();
