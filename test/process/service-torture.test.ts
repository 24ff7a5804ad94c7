import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import type { Client } from '../../runtime/client/client.ts';
import { random } from '../runtime/columnar/differential/random.ts';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';
import { mountFolder, type Mounted } from '../support/mounted.ts';

/*
 * Code is deployed again and again while clients call it. `TORTURE_SECONDS=600 TORTURE_SEED=… npm test -- service-torture` is the long run.
 */
const seconds = Number(process.env['TORTURE_SECONDS'] ?? 60);
const seed = Number(process.env['TORTURE_SEED'] ?? Date.now() % 1_000_000);
const CLIENTS = 32;
const BETWEEN_DEPLOYS = 300;

/** A call looks at its version at its beginning and, through nested and recursive calls, at its end. */
function project(version: number): string {
  return `upsert procedure first_stamp() returns int as sync { return ${version} }

upsert procedure last_stamp(depth int) returns int as sync {
    if (depth == 0) { return ${version} }
    return last_stamp(depth - 1)
}

upsert procedure probe(rounds int) returns int as sync {
    let first = first_stamp()
    let i = 0
    while (i < rounds) { i = i + 1 }
    let last = last_stamp(5)
    if (first != last) { throw Exception('one call saw two versions') }
    return first
}
`;
}

async function call(client: Client, rng: ReturnType<typeof random>, end: number, seen: Set<number>): Promise<number> {
  let calls = 0;
  while (performance.now() < end) {
    // most take about a millisecond, some up to seconds
    const rounds = rng.chance(0.01) ? rng.below(300_000_000) : rng.below(100_000);
    seen.add(Number(await client.call('probe', [rounds])));
    calls++;
  }
  return calls;
}

async function resident(client: Client): Promise<number> {
  const rows = await (await client.control('status')).rows();
  return Number(rows.find(({ name }) => name === 'resident_bytes')!['value']);
}

async function deployUntil(mounted: Mounted, end: number): Promise<number> {
  const engine = await open(mounted.announcement.folder);
  let version = 1;
  while (performance.now() < end) {
    const report = await engine.deploy([{ name: 'hot.plg', text: project(++version) }]);
    assert.is(report.outcome, 'applied');
    await new Promise((settle) => setTimeout(settle, BETWEEN_DEPLOYS));
  }
  await engine.close();
  return version;
}

test(`no call sees two versions, and none fails, for ${seconds} s of deploys (TORTURE_SEED=${seed})`, async () => {
  await inScratchFolder(async (folder) => {
    const mounted = await mountFolder(folder);
    const engine = await open(folder);
    await engine.deploy([{ name: 'hot.plg', text: project(1) }]);
    await engine.close();
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => mounted.connect()));
    const begin = performance.now();
    const end = begin + seconds * 1000;
    const seen = new Set<number>();
    const calling = clients.map((client, i) => call(client, random(seed + i), end, seen));
    const early = new Promise((settle) => setTimeout(settle, seconds * 300)).then(() => resident(clients[0]!));
    const [deploys, level, ...calls] = await Promise.all([deployUntil(mounted, end), early, ...calling]);
    const last = await resident(clients[0]!);
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
    const sum = calls.reduce((all, each) => all + each, 0);
    console.log(
      `${deploys} deploys, ${sum} calls, ${seen.size} versions seen; ${megabytes(level)} then ${megabytes(last)}`,
    );
    assert.ok(seen.size > deploys / 4, `only ${seen.size} of ${deploys} versions were seen`);
    assert.ok(last < level * 1.5, 'memory grew');
    for (const client of clients) client.close();
    await mounted.kill();
  });
});

test.run();
