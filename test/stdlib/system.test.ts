import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { DATE, INT, STRING } from '../../compiler/contract/data-type.ts';
import { callNative, contextOf } from './native-table.ts';

test('print writes one line to the run log', () => {
  const lines: string[] = [];
  assert.is(
    callNative('system/print', ['rows', 3, null, 0], { args: [STRING, INT, INT, DATE] }, contextOf(0, [0], lines)),
    null,
  );
  assert.equal(lines, ['rows 3 null 1970-01-01']);
});

test('uuid takes its bits from the frame', () => {
  assert.is(callNative('system/uuid', [], {}, contextOf(0, [0])), '00000000-0000-4000-8000-000000000000');
  assert.is(callNative('system/uuid', [], {}, contextOf(0, [0.9999999])), 'ffffffff-ffff-4fff-bfff-ffffffffffff');
});

test('ulid begins with the time of the statement, in milliseconds', () => {
  assert.is(
    callNative('system/ulid', [], {}, contextOf(1_700_000_000_123_456, [0])),
    '018bcfe5-687b-0000-0000-000000000000',
  );
  assert.is(callNative('system/ulid', [], {}, contextOf(0, [0.9999999])), '00000000-0000-ffff-ffff-ffffffffffff');
});

test.run();
