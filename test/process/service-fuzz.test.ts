import { connect as connectSocket } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { frameBytes } from '../../runtime/protocol/frame.ts';
import { encodeRequest, HELLO, PROTOCOL_VERSION } from '../../runtime/protocol/messages.ts';
import { encodeRecord } from '../../runtime/protocol/record.ts';
import { mountFolder } from '../support/mounted.ts';
import { random, type Random } from '../runtime/columnar/differential/random.ts';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';

/* Frames with random damage. `FUZZ_FRAMES=1000000 FUZZ_SEED=… npm test -- service-fuzz` repeats a run, or makes a longer one. */
const frames = Number(process.env['FUZZ_FRAMES'] ?? 20_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const PER_CONNECTION = 20;
const AT_ONCE = 8;

const hello = frameBytes(
  'hello',
  0,
  encodeRecord('HELLO', HELLO, {
    ...{ protocol: PROTOCOL_VERSION, client: 'fuzz', token: null, role: null, compression: 'zstd,lz4', window: 0 },
  }),
);

/** Messages that do no harm, whatever becomes of them. */
function sane(request: number): Uint8Array {
  const bodies = [
    () => encodeRequest('EXECUTE_SQL', { text: 'select 1 as a, $1 as b', parameters: null }),
    () => encodeRequest('EXECUTE_SQL', { text: 'select i from range(1000) r(i)', session: 1 }),
    () => encodeRequest('PREPARE', { text: 'select $1 :: int as a', session: 1 }),
    () => encodeRequest('EXECUTE_PREPARED', { statement: 1, parameters: null }),
    () => encodeRequest('CLOSE_PREPARED', { statement: 1 }),
    () => encodeRequest('SUBSCRIBE', { text: 'select i from range(10) r(i)' }),
    () =>
      encodeRequest('BIND', {
        name: 'x',
        hash: '',
        routines: [{ kind: 'procedure', name: 'p', signature: 'p()', parameters: [], result: null }],
      }),
    () => encodeRequest('MANAGE_SCHEDULE', { action: 'upsert', name: 's', options: { sched: '@daily' }, session: 2 }),
    () =>
      encodeRequest('CALL_PROCEDURE', {
        procedure: 'nothing',
        arguments: encodeRecord('X', { '1': 'text' }, { '1': 'a' }),
      }),
    () => encodeRequest('CATALOG', { known: 0 }),
    () => encodeRequest('CANCEL', { request: 3 }),
    () => encodeRequest('SESSION', { session: 1, action: 'begin' }),
    () => encodeRequest('SERVICE_CONTROL', { action: 'status' }),
    () => encodeRequest('DEPLOY', { files: [], options: { dryRun: true } }),
  ];
  return frameBytes('request', request, bodies[request % bodies.length]!());
}

/** Sends damaged frames through connections of their own until all are sent. */
async function attack(socket: string, rng: Random, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += PER_CONNECTION) {
    const parts: Uint8Array[] = rng.below(10) === 0 ? [] : [damaged(hello, rng, rng.below(10) === 0 ? 2 : 0)];
    for (let i = 1; i <= PER_CONNECTION; i++) parts.push(damaged(sane(i), rng, rng.below(4)));
    await send(socket, Buffer.concat(parts), rng.below(4) === 0);
  }
}

function damaged(bytes: Uint8Array, rng: Random, times: number): Uint8Array {
  let copy = Uint8Array.from(bytes);
  for (let i = 0; i < times; i++) {
    const at = rng.below(copy.length);
    const way = rng.below(4);
    if (way === 0) copy[at] = copy[at]! ^ (1 << rng.below(8));
    else if (way === 1) copy[at] = rng.below(256);
    else if (way === 2) copy = copy.subarray(0, at + 1);
    else new DataView(copy.buffer, copy.byteOffset).setUint8(Math.min(at, 8), 255);
  }
  return copy;
}

/** Writes bytes, reads what comes for a moment or until the service closes. */
function send(path: string, bytes: Uint8Array, halfClose: boolean): Promise<void> {
  return new Promise((settle) => {
    const socket = connectSocket(path, () => {
      socket.write(bytes, () => (halfClose ? socket.end() : undefined));
      setTimeout(() => socket.destroy(), 15);
    });
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => settle());
  });
}

test(`${frames} damaged frames do not disturb the service or those who use it (FUZZ_SEED=${seed})`, async () => {
  await inScratchFolder(async (folder) => {
    const mounted = await mountFolder(folder);
    const client = await mounted.connect();
    await client.exec('create table kept(a int); insert into kept values (1)');
    let attacking = true;
    const rngs = Array.from({ length: AT_ONCE }, (_, i) => random(seed + i));
    const attacks = Promise.all(
      rngs.map((rng) => attack(mounted.announcement.socket, rng, Math.ceil(frames / AT_ONCE))),
    ).finally(() => (attacking = false));
    let answers = 0;
    while (attacking) {
      assert.equal(await (await client.query('select a from kept')).rows(), [{ a: 1 }]);
      answers++;
      await new Promise((settle) => setTimeout(settle, 10));
    }
    await attacks;
    assert.is(mounted.process.exitCode, null, 'the daemon ended');
    assert.ok(answers > 5, `only ${answers} answers came meanwhile`);
    client.close();
    await mounted.kill();
  });
});

test.run();
