import { GobiError, type Change } from '../../../engine.ts';
import { isAddress } from '../../../client/address.ts';
import { connect } from '../../../client/client.ts';
import { parameterValues } from '../../../client/parameters.ts';
import { watchFolder } from '../../../engine/watch-folder.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { listenForInterruption } from '../../interruption.ts';
import { holdsLake } from '../../lake-folder.ts';
import { serviceNamed } from '../../named-service.ts';
import { usesColour } from '../../output/uses-colour.ts';
import { rightsOf } from '../../rights-flags.ts';
import { withLake } from '../../with-lake.ts';
import type { WatchFlags } from './route.ts';
import { changeJson, showChange } from './show-change.ts';

/** Commands that meet on one lake take turns. */
const LOCK_MILLISECONDS = 5000;

/** `gobi watch`: runs until it is interrupted, which is no failure, or the query can run no more. */
export async function watch(flags: WatchFlags, query: string): Promise<void> {
  const interruption = listenForInterruption();
  const texts = new Map([['query', query]]);
  await attempt(
    async () => {
      try {
        await withChanges(flags, query, interruption.signal, (changes) => print(changes, flags.json));
      } catch (error) {
        if (!interruption.signal.aborted || !(error instanceof GobiError) || error.exception !== 'Cancelled')
          throw error;
      }
      return EXIT.done;
    },
    { json: flags.json, texts },
  );
  interruption.end();
}

/** Works with the changes of a query: of a service, of a lake at an address, or of a folder that nobody serves. */
async function withChanges(
  { db, ...flags }: WatchFlags,
  query: string,
  signal: AbortSignal,
  work: (changes: AsyncGenerator<Change, void>) => Promise<void>,
): Promise<void> {
  const rights = rightsOf(flags);
  const service = db !== undefined && isAddress(db) ? null : serviceNamed(db);
  if (service !== null) {
    using client = await connect({ path: service.socket }, { client: 'gobi watch', ...rights });
    return await work(client.subscribe(query, [], { signal }));
  }
  const folder = db ?? '.';
  if (!isAddress(folder) && rights.token === undefined && holdsLake(folder)) {
    const text = { text: query, name: 'query', values: parameterValues([]) };
    return work(watchFolder(folder, text, { lockMilliseconds: LOCK_MILLISECONDS, signal, ...rights }));
  }
  return withLake(db, (engine) => work(engine.subscribe(query, [], { signal })), rights);
}

async function print(changes: AsyncGenerator<Change, void>, json: boolean): Promise<void> {
  for await (const change of changes) {
    const { stdout } = process;
    const columns = stdout.isTTY ? { columns: stdout.columns } : {};
    const output = { stream: stdout, colour: usesColour(stdout), ...columns };
    await write(json ? changeJson(change) : showChange(change, new Date(), output));
  }
}

/** Writes and waits while the reader is behind. */
function write(text: string): Promise<void> {
  return new Promise((settle, fail) => process.stdout.write(text, (error) => (error ? fail(error) : settle())));
}
