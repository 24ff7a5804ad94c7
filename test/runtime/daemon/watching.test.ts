import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { rotatingLog } from '../../../runtime/daemon/rotate-log.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import type { LogEntry } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-service-watching-'));
const path = join(folder, 's.sock');
const entries: LogEntry[] = [];
let service: Service;
let client: Client;

const test = suite('watching a service');

test.before(async () => {
  const log = { write: (entry: LogEntry) => void entries.push(entry) };
  const options = { name: 'Test', version: '0', folder, log, pool: { idle: 1, most: 3 }, onStopped: () => undefined };
  service = await Service.start({ ...options, owner: {}, slowMilliseconds: 300 });
  await service.listen(path);
  client = await connect({ path }, { client: 'the test' });
  await client.exec('create table t(a int); insert into t values (1)');
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

/** Reads OpenMetrics text by its grammar. Gives samples by name and labels. Throws where the text breaks a rule. */
function parseOpenMetrics(text: string): Map<string, number> {
  assert.ok(text.endsWith('# EOF\n'), 'it ends with # EOF');
  const samples = new Map<string, number>();
  const seen = new Set<string>();
  let family = { name: '', type: '' };
  const endings: Readonly<Record<string, readonly string[]>> = {
    counter: ['_total'],
    gauge: [''],
    histogram: ['_bucket', '_count', '_sum'],
  };
  for (const line of text.split('\n').slice(0, -2)) {
    const meta = /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (meta !== null) {
      const [, what, name, rest] = meta as unknown as [string, string, string, string];
      if (what === 'TYPE') {
        assert.ok(!seen.has(name), `${name} is told once`);
        seen.add(name);
        family = { name, type: rest };
        assert.ok(rest in endings, rest);
      } else assert.is(name, family.name);
      if (what === 'UNIT') assert.ok(name.endsWith(`_${rest}`), `${name} ends with its unit`);
      continue;
    }
    const sample =
      /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)+\})? (-?[\d.]+(?:e[+-]?\d+)?)$/.exec(line);
    assert.ok(sample !== null, `no sample: ${line}`);
    const [, name, labels = '', value] = sample as unknown as [string, string, string | undefined, string];
    assert.ok(
      endings[family.type]!.some((ending) => name === family.name + ending),
      `${name} belongs to ${family.name}`,
    );
    assert.ok(!samples.has(name + labels), `${name}${labels} is told once`);
    samples.set(name + labels, Number(value));
  }
  for (const [key, value] of samples) {
    const bucket = /^(.*)_bucket\{le="\+Inf"\}$/.exec(key);
    if (bucket !== null) assert.is(value, samples.get(`${bucket[1]}_count`));
  }
  return samples;
}

test('numbers are OpenMetrics text, and rows', async () => {
  try {
    await client.query('select nothing from t');
    assert.unreachable();
  } catch {
    // counted
  }
  await client.exec('insert into t values (2)');
  const [row] = await (await client.control('metrics')).rows();
  const samples = parseOpenMetrics(String(row!['value']));
  assert.ok(samples.get('gobi_requests_total{kind="execute"}')! >= 3);
  assert.is(samples.get('gobi_errors_total{code="PLG1302"}'), 1);
  assert.ok(samples.get('gobi_commits_total')! >= 3);
  assert.ok(samples.get('gobi_resident_bytes')! > 1e7);
  assert.is(samples.get('gobi_connections'), 1);
  assert.ok(samples.has('gobi_event_loop_delay_seconds{quantile="0.99"}'));
  const rows = await (await client.query("select value from system.metrics where name = 'gobi_errors_total'")).rows();
  assert.equal(rows, [{ value: 1 }]);
});

test('connections and what they run are rows, for every session', async () => {
  const session = client.session();
  const slow = new AbortController();
  const endless = session.exec('let i = 0; while (true) { i = i + 1 }', [], { signal: slow.signal }).catch(() => null);
  await new Promise((settle) => setTimeout(settle, 200));
  const connections = await (await client.query('select client, role, sessions from system.sessions')).rows();
  assert.equal(connections, [{ client: 'the test', role: null, sessions: 1 }]);
  const bytes = await (await client.query('select received_bytes, sent_bytes from system.sessions')).rows();
  assert.ok(bytes.every((row) => Number(row['received_bytes']) > 1000 && Number(row['sent_bytes']) > 1000));
  const [total] = await (
    await client.query(
      "select sum(value) as bytes from system.metrics where name in ('gobi_received_bytes_total', 'gobi_sent_bytes_total')",
    )
  ).rows();
  assert.ok(Number(total!['bytes']) >= Number(bytes[0]!['received_bytes']) + Number(bytes[0]!['sent_bytes']));
  const runs = await (
    await client.query("select kind, state, text from system.runs where text like 'let%' and milliseconds > 50")
  ).rows();
  assert.equal(runs, [{ kind: 'execute', state: 'running', text: 'let i = 0; while (true) { i = i + 1 }' }]);
  const shown = await (await client.query('select text from system.runs -- a secret')).rows();
  assert.ok(
    shown.some(({ text }) => text === null),
    'a text that may hold a secret is not shown',
  );
  slow.abort();
  await endless;
  await session.close();
});

test('requests that take long are told in the log, without what may be secret', async () => {
  entries.length = 0;
  await client.query('select count(*) as n from range(20000) a(i), range(20000) b(j) where (a.i * b.j) % 7 = 3');
  await client.query('select 1');
  const told = entries.filter(({ message }) => message === 'a slow request');
  assert.is(told.length, 1);
  assert.match(String(told[0]!.facts['text']), /select count/);
  assert.ok(Number(told[0]!.facts['milliseconds']) >= 300);
  assert.is(told[0]!.facts['outcome'], 'done');
});

test('a lake that is not mounted has no rows there', async () => {
  const own = mkdtempSync(join(tmpdir(), 'gobi-watching-own-'));
  const lake = await open(own, { workers: 0 });
  assert.is((await lake.query('select * from system.runs')).rowCount, 0);
  await lake.close();
  rmSync(own, { recursive: true });
});

test('a log that has grown begins anew, and keeps what it had', () => {
  const file = join(folder, 'a.log');
  const descriptor = openSync(file, 'a');
  const write = rotatingLog({ path: file, descriptor, bytes: 10 }, (line) => void writeSync(descriptor, line));
  for (const line of ['123456\n', 'abcdef\n', 'last\n']) write(line);
  assert.is(readFileSync(`${file}.1`, 'utf8'), '123456\nabcdef\n');
  assert.is(readFileSync(file, 'utf8'), 'last\n');
});

test.run();
