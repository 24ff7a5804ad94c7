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

test.run();
