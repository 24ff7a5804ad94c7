import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT } from '../../../compiler/contract/data-type.ts';
import { load } from '../../support/typed/run-module.ts';
import {
  assign,
  block,
  boolean,
  callFunction,
  callProcedure,
  each,
  fail,
  give,
  int,
  letOf,
  list,
  listOf,
  lit,
  local,
  loop,
  moduleOf,
  op,
  range,
  ref,
  routine,
  when,
} from '../../support/typed/typed-tree.ts';

test('a while loop adds exactly', () => {
  const n = local('n', int, 'parameter', false);
  const [i, sum] = [local('i', int), local('sum', int)];
  const body = block(
    letOf(i, lit(0)),
    letOf(sum, lit(0)),
    loop(
      op('less', boolean, ref(i), ref(n)),
      assign(i, op('add', int, ref(i), lit(1))),
      assign(sum, op('add', int, ref(sum), ref(i))),
    ),
    give(ref(sum)),
  );
  const { exports, frame } = load(moduleOf([routine('function', 'total', [n], INT, body)]));
  assert.is(exports.total!(frame, 1000), 500500);
});

test('int leaves the safe range as a bigint and int64 with an error', () => {
  const [a, b] = [local('a', int, 'parameter', false), local('b', int, 'parameter', false)];
  const { exports, frame } = load(
    moduleOf([
      routine('function', 'plus', [a, b], INT, block(give(op('add', int, ref(a), ref(b))))),
      routine('function', 'times', [a, b], INT, block(give(op('multiply', int, ref(a), ref(b))))),
    ]),
  );
  assert.is(exports.plus!(frame, 2 ** 53 - 1, 1), 9007199254740992n);
  assert.is(exports.plus!(frame, 9007199254740992n, -1), 9007199254740991);
  assert.is(exports.times!(frame, 3037000499, 3037000499), 3037000499n * 3037000499n);
  assert.throws(
    () => exports.times!(frame, 2 ** 40, 2 ** 40),
    (error: { code: string }) => error.code === 'RUNTIME_005',
  );
});

test('recursion has a limit', () => {
  const n = local('n', int, 'parameter', false);
  const fib = routine(
    'function',
    'fib',
    [n],
    INT,
    block(
      when(op('less', boolean, ref(n), lit(2)), block(give(ref(n)))),
      give(
        op(
          'add',
          int,
          callFunction('function:fib', int, op('subtract', int, ref(n), lit(1))),
          callFunction('function:fib', int, op('subtract', int, ref(n), lit(2))),
        ),
      ),
    ),
  );
  const deep = routine(
    'function',
    'deep',
    [n],
    INT,
    block(give(callFunction('function:deep', int, op('add', int, ref(n), lit(1))))),
  );
  const { exports, frame } = load(moduleOf([fib, deep]));
  assert.is(exports.fib!(frame, 20), 6765);
  assert.is(frame.depth, 0);
  assert.throws(
    () => exports.deep!(frame, 0),
    (error: { code: string }) => error.code === 'RUNTIME_004',
  );
});

test('an exception is caught by its name, an uncaught one is wrapped in what the procedure declares', () => {
  const e = local('e', int, 'exception', false);
  const caught = routine(
    'procedure',
    'caught',
    [],
    INT,
    block(
      {
        kind: 'TryStatement',
        span: { start: 0, end: 0 },
        body: block(fail('A', 'one')),
        arms: [
          {
            exception: 'B',
            local: null,
            body: { kind: 'block', block: block(give(lit(1))), value: null },
            span: { start: 0, end: 0 },
          },
          {
            exception: 'A',
            local: e,
            body: { kind: 'block', block: block(give(lit(2))), value: null },
            span: { start: 0, end: 0 },
          },
        ],
      },
      give(lit(3)),
    ),
  );
  const wraps = routine('procedure', 'wraps', [], INT, block(fail('A', 'inner'), give(lit(1))), ['Outer']);
  const calls = routine('procedure', 'calls', [], INT, block(give(callProcedure('procedure:wraps', int))));
  const { exports, frame } = load(moduleOf([caught, wraps, calls]));
  assert.is(exports.caught!(frame), 2);
  assert.throws(
    () => exports.calls!(frame),
    (error: { exception: string; message: string; cause: { exception: string } }) =>
      error.exception === 'Outer' && error.message === 'inner' && error.cause.exception === 'A',
  );
});

test('assignment to an element changes the local alone', () => {
  const ints = listOf(INT);
  const [a, b, x, sum] = [local('a', ints), local('b', ints), local('x', int, 'loop', false), local('sum', int)];
  const set = (l: typeof a, index: number, value: number) =>
    ({
      kind: 'Assign',
      local: l,
      path: [{ kind: 'index', index: lit(index), keys: null }],
      value: lit(value),
      span: { start: 0, end: 0 },
    }) as const;
  const body = block(
    letOf(a, list(ints, lit(1), lit(2), lit(3))),
    letOf(b, ref(a)),
    set(a, 0, 10),
    set(b, -1, 100),
    letOf(sum, lit(0)),
    each(x, ref(a), set(a, 1, 1000), assign(sum, op('add', int, ref(sum), ref(x)))),
    each(x, ref(b), assign(sum, op('add', int, ref(sum), ref(x)))),
    give(ref(sum)),
  );
  const { exports, frame } = load(moduleOf([routine('function', 'parts', [], INT, body)]));
  assert.is(exports.parts!(frame), 10 + 2 + 3 + 1 + 2 + 100);
});

test('break and continue, ranges, and names that JavaScript reserves', () => {
  const [i, sum] = [local('class', int, 'loop', false), local('var', int)];
  const body = block(
    letOf(sum, lit(0)),
    range(
      i,
      lit(0),
      lit(100),
      when(
        op('equal', boolean, op('modulo', int, ref(i), lit(2)), lit(0)),
        block({ kind: 'Continue', span: { start: 0, end: 0 } }),
      ),
      when(op('greater', boolean, ref(i), lit(9)), block({ kind: 'Break', span: { start: 0, end: 0 } })),
      assign(sum, op('add', int, ref(sum), ref(i))),
    ),
    give(ref(sum)),
  );
  const { exports, frame } = load(moduleOf([routine('function', 'odd', [], INT, body)]));
  assert.is(exports.odd!(frame), 25);
});

test.run();
