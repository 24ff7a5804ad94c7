import { parentPort, workerData } from 'node:worker_threads';
import { nodeHost, openLake } from '../lake/open-lake.ts';
import { errorData } from '../protocol/error-data.ts';
import { runCommitLoop } from './commit-loop.ts';
import type { CommitThreadData, CommitThreadNews } from './thread-messages.ts';

/*
 * The commit thread: owns the lake, and is the only one that writes to its catalog.
 */
const port = parentPort!;
const { folder, options, doorbell, head } = workerData as CommitThreadData;
const tell = (news: CommitThreadNews): void => port.postMessage(news);

try {
  const { create = true, lockMilliseconds } = options;
  const lake = openLake(folder, nodeHost, {
    create,
    ...(lockMilliseconds === undefined ? {} : { lockMilliseconds }),
  });
  const { snapshot } = lake.head();
  Atomics.store(head, 0, BigInt(snapshot));
  tell({ kind: 'ready', snapshot });
  runCommitLoop(lake, port, doorbell, head);
  lake.close();
  tell({ kind: 'closed' });
} catch (error) {
  tell({ kind: 'failed', error: errorData(error) });
}
