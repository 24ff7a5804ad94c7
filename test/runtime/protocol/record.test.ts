import { tableFromIPC } from 'apache-arrow';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeRecord, encodeRecord, readRecord, type Shape } from '../../../runtime/protocol/record.ts';
import { random } from '../columnar/differential/random.ts';

const shape = {
  word: 'text',
  data: 'json',
  share: 'number',
  count: 'whole',
  request: 'id',
  sure: 'flag',
  raw: 'bytes',
} as const satisfies Shape;

const seed = Number(process.env['RECORD_SEED'] ?? 1);

test(`rows come back as they were, read by this side and by Apache Arrow's library (RECORD_SEED=${seed})`, () => {
  const rng = random(seed);
  const maybe = <T>(value: T): T | null => (rng.chance(0.3) ? null : value);
  const text = (): string => rng.list(rng.below(40), () => rng.pick(['a', 'ä', '😀', '\0', '"', ' '])).join('');
  for (let round = 0; round < 500; round++) {
    const row = {
      word: maybe(text()),
      data: maybe({ list: [rng.below(10), text()] }),
      share: maybe(rng.pick([0, -0.5, 1e300, rng.below(1000) / 7])),
      count: maybe(rng.pick([0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, rng.below(1e9)])),
      request: maybe(rng.pick([0, 1, 0xffffffff])),
      sure: maybe(rng.chance(0.5)),
      raw: maybe(Uint8Array.from(rng.list(rng.below(30), () => rng.below(256)))),
    };
    const bytes = encodeRecord('TRIED', shape, row);
    const raw = decodeRecord(bytes);
    assert.is(raw.type, 'TRIED');
    assert.equal(readRecord(raw, shape), row);
    const arrow = tableFromIPC(bytes);
    assert.is(arrow.schema.metadata.get('gobi.message'), 'TRIED');
    assert.is(arrow.numRows, 1);
    assert.equal(arrow.getChild('word')!.get(0), row.word);
    assert.is(Number(arrow.getChild('count')!.get(0) ?? 0), row.count ?? 0);
    assert.is(arrow.getChild('raw')!.get(0)?.length, row.raw?.length);
  }
});

test('what is no record of one row is refused', () => {
  const { length } = encodeRecord('TRIED', shape, {} as never);
  for (const bytes of [
    new Uint8Array(0),
    new Uint8Array(length),
    encodeRecord('TRIED', shape, {} as never).subarray(0, 100),
  ])
    assert.throws(() => readRecord(decodeRecord(bytes), shape), /cannot be read/);
});

test.run();
