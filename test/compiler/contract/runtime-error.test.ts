import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  checkError,
  gobiError,
  isException,
  parentOf,
  userError,
  withFrame,
} from '../../../compiler/contract/runtime-error.ts';
import { errorGroups, runtimeErrors } from '../../../compiler/contract/runtime-error-table.ts';

test('codes are unique, and their prefix is the category', () => {
  const codes = Object.values(runtimeErrors).map((entry) => entry.code);
  assert.is(new Set(codes).size, codes.length);
  for (const code of codes) assert.match(code, /^(SYNTAX|TYPE|RUNTIME|SEMANTIC|IO|NETWORK|SECURITY|SYSTEM)_\d{3}$/);
});

test('names of errors and of groups do not meet', () => {
  for (const name of Object.keys(errorGroups)) assert.not.ok(Object.hasOwn(runtimeErrors, name), name);
});

test('the way around a division by zero fits the operator', () => {
  assert.is(gobiError('DivisionByZero', { operation: '/' }).hint, '`try_divide(a, b)` gives NULL instead');
  assert.is(gobiError('DivisionByZero', { operation: '%' }).hint, 'a divisor of `nullif(…, 0)` gives NULL instead');
});

test('an error is worded from its parameters', () => {
  const error = gobiError('UniqueViolation', { table: 't', columns: ['a', 'b'], values: ['1', "'x'"] });
  assert.is(error.message, "table t has a row with (a, b) = (1, 'x') already");
  assert.is(error.hint, '`upsert into t … on a, b` updates it instead');
  assert.is(error.code, 'RUNTIME_020');
  assert.is(error.category, 'runtime');
  assert.is(error.exception, 'UniqueViolation');
});

test('catch arms take an exception and all narrower ones', () => {
  assert.ok(isException('UniqueViolation', 'ConstraintViolation'));
  assert.ok(isException('UniqueViolation', 'runtimeerror'));
  assert.ok(isException('FileNotFound', 'IOError'));
  assert.ok(isException('ETLError', 'Exception'));
  assert.not(isException('ETLError', 'RuntimeError'));
  assert.not(isException('IOError', 'FileNotFound'));
  assert.is(parentOf('Exception'), undefined);
});

test('frames are added from the inside out, and nothing else changes', () => {
  const inner = { procedure: 'inner', file: 'a.plg', line: 3, column: 5 };
  const outer = { procedure: 'outer', file: 'b.plg', line: 1, column: 1 };
  const cause = new Error('disk');
  const thrown = userError('ETLError', 'late', { cause, frames: [inner] });
  const seen = withFrame(thrown, outer);
  assert.equal(seen.frames, [inner, outer]);
  assert.is(seen.cause, cause);
  assert.is(seen.message, 'late');
  assert.is(seen.code, 'USER_001');
});

test('a text that does not check gives the code and place of its first error', () => {
  const span = { start: 2, end: 3 };
  const shape = { file: 'a.plg', span, params: {} };
  const error = checkError([
    { ...shape, code: 'PLG1105', severity: 'warning', message: 'unused' },
    { ...shape, code: 'PLG1201', severity: 'error', message: 'type mismatch', hint: 'cast it' },
    { ...shape, code: 'PLG1001', severity: 'error', message: 'unexpected' },
  ]);
  assert.is(error.code, 'PLG1201');
  assert.is(error.exception, 'TypeError');
  assert.is(error.message, 'type mismatch (and 1 more)');
  assert.equal(error.place, { file: 'a.plg', span });
});

test.run();
