import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readInterval } from '../../../compiler/4-type/literals/temporal-text.ts';
import { readByteSize } from '../../../compiler/contract/byte-size.ts';
import { readDuration } from '../../../compiler/contract/duration.ts';
import { isMoment } from '../../../compiler/contract/moment.ts';
import { isTimeZone, suggestTimeZone } from '../../../compiler/contract/time-zone.ts';

test('reads lengths of time as milliseconds', () => {
  const read = (text: string): number | null => readDuration(text);
  assert.equal(
    ['90s', '1m', '1h 30m', '2 days', '1.5 hours', '500ms', '90', '0', '1 week'].map(read),
    [90_000, 60_000, 5_400_000, 172_800_000, 5_400_000, 500, 90_000, 0, 604_800_000],
  );
  assert.equal(['', 'soon', '5 parsecs', '1 month', '-5s', '1h30', '9e20'].map(read), [
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('reads sizes as bytes', () => {
  assert.equal(['512MB', '2 GiB', '65536', '1.5k', '0'].map(readByteSize), [512e6, 2 * 2 ** 30, 65536, 1500, 0]);
  assert.equal(['', 'big', '5 XB', '-1MB'].map(readByteSize), [null, null, null, null]);
});

test('knows moments', () => {
  const right = [
    '2026-01-31',
    '2026-01-31T08:00:00Z',
    '2026-01-31 08:00',
    '2024-02-29',
    'yesterday',
    '2 weeks ago',
    'now',
  ];
  assert.equal(
    right.filter((text) => !isMoment(text)),
    [],
  );
  const wrong = ['', '2026-02-30', '2026-13-01', '2026-01-31T25:00', 'soon', '2 fortnights ago', '20260131'];
  assert.equal(wrong.filter(isMoment), []);
});

test('knows time zones and what a mistyped one meant', () => {
  assert.equal(['UTC', 'Europe/Berlin', 'america/new_york', '+02:00'].map(isTimeZone), [true, true, true, true]);
  assert.equal(['Europe/Berln', '', 'Mars'].map(isTimeZone), [false, false, false]);
  assert.is(suggestTimeZone('Europe/Berln'), 'Europe/Berlin');
  assert.is(suggestTimeZone('Tokyo'), 'Asia/Tokyo');
});

test('names that every object has are no units', () => {
  for (const word of ['constructor', 'valueof', 'tostring', '__proto__']) {
    assert.is(readDuration(`1 ${word}`), null, word);
    assert.is(readByteSize(`1 ${word}`), null, word);
    assert.is(readInterval(`1 ${word}`), null, word);
  }
});

test.run();
