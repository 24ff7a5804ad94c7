import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { frameBytes, FrameReader, HEADER_BYTES } from '../../../runtime/protocol/frame.ts';
import { decodeRequest, encodeRequest } from '../../../runtime/protocol/messages.ts';

test('frames are cut right wherever the bytes are cut', () => {
  const bodies = [new Uint8Array(0), new Uint8Array([1]), new Uint8Array(1000).fill(7)];
  const bytes = Buffer.concat(bodies.map((body, i) => frameBytes('request', i + 1, body)));
  for (const size of [1, 2, HEADER_BYTES, 10, 500, bytes.length]) {
    const reader = new FrameReader();
    const frames = [];
    for (let at = 0; at < bytes.length; at += size) frames.push(...reader.push(bytes.subarray(at, at + size)));
    assert.equal(
      frames.map(({ kind, request, body }) => [kind, request, body.length]),
      bodies.map((body, i) => ['request', i + 1, body.length]),
    );
    assert.not.ok(reader.inside);
  }
});

test('bytes that are no frame are refused before anything is kept for them', () => {
  const of = (length: number, kind: number): Uint8Array => {
    const bytes = new Uint8Array(HEADER_BYTES);
    new DataView(bytes.buffer).setUint32(0, length, true);
    bytes[4] = kind;
    return bytes;
  };
  assert.throws(() => new FrameReader().push(of(5, 99)), /kind 99/);
  assert.throws(() => new FrameReader().push(of(4, 2)), /4 bytes long/);
  assert.throws(() => new FrameReader().push(of(0xffffffff, 2)), /4294967299 bytes long/);
  assert.throws(() => new FrameReader(100).push(of(97, 2)), /101 bytes long; 100 are allowed/);
});

test('messages come back as they were, and wrong ones are told apart', () => {
  const message = decodeRequest(encodeRequest('EXECUTE_SQL', { text: 'select 1', session: 3 }));
  assert.equal(message, {
    ...{ type: 'EXECUTE_SQL', session: 3, text: 'select 1' },
    ...{ name: null, parameters: null },
  });
  assert.throws(() => decodeRequest(new Uint8Array([1, 2, 3])), /cannot be read/);
  assert.throws(() => decodeRequest(encodeRequest('EXECUTE_SQ' as 'EXECUTE_SQL', {})), /Cannot|unknown|undefined/);
});

test.run();
