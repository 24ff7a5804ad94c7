import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Client } from '../../runtime/client/client.ts';
import { mountFolder, type Mounted } from '../support/mounted.ts';
import { random } from '../runtime/columnar/differential/random.ts';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';

/*
 * The daemon is killed while clients write, and started again. `SERVICE_KILLS=1000 SERVICE_SEED=… npm test -- service-kills` repeats a run, or makes a longer one.
 */
const kills = Number(process.env['SERVICE_KILLS'] ?? 30);
const seed = Number(process.env['SERVICE_SEED'] ?? Date.now() % 1_000_000);
const WRITERS = 4;

/** What the writers know: rows that were acknowledged, and rows that were sent. */
interface Written {
  readonly acknowledged: Set<number>;
  readonly sent: Set<number>;
  next: number;
}

const pause = (milliseconds: number): Promise<void> => new Promise((settle) => setTimeout(settle, milliseconds));

/** Writes a row into two tables, again and again, until the connection is lost. */
async function write(client: Client, written: Written): Promise<void> {
  for (;;) {
    const id = written.next++;
    written.sent.add(id);
    try {
      await client.call('both', [id]);
      written.acknowledged.add(id);
    } catch (error) {
      if ((error as { readonly exception?: string }).exception === 'Disconnected') return;
      throw error;
    }
  }
}

async function idsIn(client: Client, table: string): Promise<Set<number>> {
  const rows = await (await client.query(`select id from ${table}`)).rows();
  const ids = rows.map((row) => Number(row['id']));
  assert.is(new Set(ids).size, ids.length, `${table} holds a row twice`);
  return new Set(ids);
}

async function check(mounted: Mounted, written: Written): Promise<void> {
  const client = await mounted.connect();
  const [left, right] = [await idsIn(client, 'left_side'), await idsIn(client, 'right_side')];
  assert.equal([...left.symmetricDifference(right)], [], 'half of a call is there');
  assert.equal([...written.acknowledged.difference(left)], [], 'what was acknowledged is gone');
  assert.equal([...left.difference(written.sent)], [], 'something is there that nobody sent');
  client.close();
}

test(`a daemon that is killed ${kills} times under write load loses nothing that it acknowledged (SERVICE_SEED=${seed})`, async () => {
  const { below } = random(seed);
  await inScratchFolder(async (folder) => {
    let mounted = await mountFolder(folder);
    const first = await mounted.connect();
    await first.exec('create table left_side(id int primary key); create table right_side(id int not null)');
    await first.exec(
      'upsert procedure both(id int) { insert into left_side values ({id}); insert into right_side values ({id}); }',
    );
    first.close();
    const written: Written = { acknowledged: new Set(), sent: new Set(), next: 1 };
    const ready: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const clients = await Promise.all(Array.from({ length: WRITERS }, () => mounted.connect()));
      const writers = Promise.all(clients.map((client) => write(client, written)));
      // at any time, or soon after the first commit: a slow machine has hardly begun otherwise
      const committed = written.acknowledged.size;
      const early = below(3) === 0;
      for (let round = 0; !early && round < 500 && written.acknowledged.size === committed; round++) await pause(10);
      await pause(5 + below(300));
      await mounted.kill();
      await writers;
      mounted = await mountFolder(folder);
      ready.push(mounted.readyMilliseconds);
      await check(mounted, written);
    }
    await mounted.kill();
    assert.ok(written.acknowledged.size > kills / 2, 'hardly anything was written');
    ready.sort((a, b) => a - b);
    const shown = [ready[ready.length >> 1]!, ready.at(-1)!].map((each) => each.toFixed(0));
    console.log(
      `${kills} kills, ${written.acknowledged.size} commits; ready again after ${shown.join(' ms, at most ')} ms`,
    );
  });
});

test.run();
