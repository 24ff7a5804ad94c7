import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { recordingLog } from '../../../runtime/host/memory/recording-log.ts';
import { nodeThreads } from '../../../runtime/host/node/node-threads.ts';
import { countOf, newSignal, raise, waitPast } from '../../../runtime/host/signal.ts';

const MODULE = (body: string): URL => new URL(`data:text/javascript,${encodeURIComponent(body)}`);

test('a waiting thread wakes when another raises the signal', () => {
  const signal = newSignal();
  assert.is(waitPast(signal, 0, 5), false);
  const thread = nodeThreads.start(
    MODULE(
      `import { workerData } from 'node:worker_threads'; Atomics.add(workerData, 0, 1); Atomics.notify(workerData, 0);`,
    ),
    signal.cell,
  );
  assert.is(waitPast(signal, 0, 10000), true);
  assert.is(countOf(signal), 1);
  raise(signal);
  assert.is(countOf(signal), 2);
  thread.unref();
});

test('threads talk, and say how they ended', async () => {
  const echo = nodeThreads.start(
    MODULE(
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (m) => parentPort.postMessage(m + 1));`,
    ),
    null,
  );
  const answer = await new Promise((settle) => {
    echo.onMessage(settle);
    echo.post(41);
  });
  assert.is(answer, 42);
  const ended = new Promise((settle) => echo.onEnd(settle));
  await echo.terminate();
  assert.is(await ended, null);
  const failing = nodeThreads.start(MODULE(`throw new Error('broken')`), null);
  const error = await new Promise<Error | null>((settle) => failing.onEnd(settle));
  assert.is(error?.message, 'broken');
});

test('a recording log keeps what is written', () => {
  const log = recordingLog();
  log.write({ level: 'warn', message: 'slow', facts: { ms: 3 } });
  assert.equal(log.entries, [{ level: 'warn', message: 'slow', facts: { ms: 3 } }]);
});

test.run();
