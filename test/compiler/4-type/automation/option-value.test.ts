import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findings } from '../../../support/compile/check.ts';
import { keptOptions } from '../../../support/compile/automation-options.ts';

const backup = 'upsert procedure backup as <{}> () returns void { }\n';

/** The options of a schedule that has these. */
function kept(options: string): Readonly<Record<string, unknown>> {
  const {
    sched: _sched,
    call: _call,
    ...rest
  } = keptOptions(`${backup}upsert schedule as s (sched: '@daily', call: 'backup', ${options})`, 's');
  return rest;
}

/** What is found in these options of a schedule. */
function found(options: string): readonly string[] {
  return findings(`${backup}upsert schedule as s (sched: '@daily', call: 'backup', ${options})`, { mode: 'project' });
}

test('keeps values as data under the names of their keys', () => {
  assert.equal(
    kept(`description: 'nightly', tags: ['a', b], priority: -3, enabled: false, overlap: QUEUE, jitter: 30`),
    {
      description: 'nightly',
      tags: ['a', 'b'],
      priority: -3,
      enabled: false,
      overlap: 'queue',
      jitter: 30,
    },
  );
  assert.equal(kept(`timeout: '1h 30m', start: date '2026-01-31', tz: 'Europe/Berlin', tags: daily`), {
    timeout: '1h 30m',
    start: '2026-01-31',
    tz: 'Europe/Berlin',
    tags: ['daily'],
  });
  assert.equal(kept(`timeout: interval 2 hours`), { timeout: '2 hours' });
});

test('puts short and old spellings where they belong', () => {
  assert.equal(kept('retry: 5'), { retry: { max: 5 } });
  assert.equal(kept(`retries: 5, retry_delay: '2m'`), { retry: { max: 5, backoff: '2m' } });
  assert.equal(kept(`retry: {max: 2, backoff: '1m', factor: 1.5, on: [NetworkError]}`), {
    retry: { max: 2, backoff: '1m', factor: 1.5, on: ['NetworkError'] },
  });
  assert.equal(kept(`on_failure: 'notify'`), { on_failure: { procedure: 'notify' } });
  assert.equal(kept(`on_failure: {webhook: 'https://example.org/hook'}`), {
    on_failure: { webhook: 'https://example.org/hook' },
  });
});

test('keeps keys that begin with x_ as they are', () => {
  assert.equal(kept(`x_team: {name: 'data', size: 3, lead: null}, X_Cost: [1, 2.5]`), {
    x_team: { name: 'data', size: 3, lead: null },
    X_Cost: [1, 2.5],
  });
});

test('never rounds a number', () => {
  assert.equal(
    kept('x_a: 9007199254740993, x_b: 12.50, x_c: 0.1234567890123456789, x_d: -9007199254740991, x_e: 1e3, x_f: 00.0'),
    {
      x_a: '9007199254740993',
      x_b: 12.5,
      x_c: '0.1234567890123456789',
      x_d: -9007199254740991,
      x_e: 1000,
      x_f: 0,
    },
  );
});

test('PLG1401: unknown keys, in structs too', () => {
  assert.equal(found('overlp: skip'), ["PLG1401 error 'overlp': unknown option `overlp` of schedule `s`"]);
  assert.equal(found('retry: {mx: 3}'), ["PLG1401 error 'mx': unknown option `mx` of `retry`"]);
});

test('PLG1004: a key given twice, under another name too', () => {
  assert.equal(found(`tags: ['a'], Tags: ['b']`), ["PLG1004 error 'Tags': clause `Tags` given twice"]);
  assert.equal(found('retries: 1, retries: 2'), ["PLG1004 error 'retries': clause `retries` given twice"]);
  assert.equal(found('retry: {max: 1}, retries: 2'), ["PLG1004 error 'retries': clause `retries` given twice"]);
  assert.equal(found(`retry: {max: 1}, retry_delay: '1m'`), []);
});

const refused: readonly (readonly [options: string, key: string, guilty: string])[] = [
  [`retries: 'three'`, 'retries', `'three'`],
  ['retries: 1.5', 'retries', '1.5'],
  ['retries: -1', 'retries', '-1'],
  [`enabled: 'yes'`, 'enabled', `'yes'`],
  ['overlap: skp', 'overlap', 'skp'],
  [`timeout: 'soon'`, 'timeout', `'soon'`],
  ['timeout: 1 + 2', 'timeout', '1 + 2'],
  [`start: 'soon'`, 'start', `'soon'`],
  ['description: 5', 'description', '5'],
  [`tags: ['a', 5]`, 'tags', '5'],
  ['retry: fast', 'retry', 'fast'],
  [`retry: {backoff: 'x'}`, 'retry.backoff', `'x'`],
  ['args: 5', 'args', '5'],
  ['owner: null', 'owner', 'null'],
];

for (const [options, key, guilty] of refused) {
  test(`PLG1410: ${options}`, () =>
    assert.equal(found(options), [`PLG1410 error '${guilty}': option \`${key}\` cannot be ${guilty}`]));
}

test('PLG1406: the guilty part of a time, in any place of a list', () => {
  const text = (sched: string): string => `${backup}upsert schedule as s (sched: ${sched}, call: 'backup')`;
  const of = (sched: string): readonly string[] => findings(text(sched), { mode: 'project' });
  assert.equal(of(`'61 * * * *'`), ["PLG1406 error '61': bad cron '61 * * * *': minute 61: 0-59"]);
  assert.equal(of(`['@daily', '0 2 * * *; 0 25 * * *']`), [
    "PLG1406 error '25': bad cron '0 2 * * *; 0 25 * * *': hour 25: 0-23",
  ]);
  assert.equal(of(`daily`), ["PLG1406 error 'daily': bad cron 'daily': did you mean '@daily'?"]);
  assert.equal(of(`'0 0 \\u0038 13 *'`), [
    "PLG1406 error ''0 0 \\u0038 13 *'': bad cron '0 0 8 13 *': month 13: 1-12, or JAN-DEC",
  ]);
});

test('PLG1413: unknown time zones', () => {
  assert.equal(found(`tz: 'Europe/Berln'`), ["PLG1413 error ''Europe/Berln'': unknown time zone 'Europe/Berln'"]);
});

test('PLG1005: commas that are missing change nothing', () => {
  const text = `${backup}upsert schedule as s (sched: '@daily' call: 'backup' retries: 2)`;
  assert.equal(keptOptions(text, 's'), { sched: ['@daily'], call: 'backup', retry: { max: 2 } });
  assert.equal(
    findings(text, { mode: 'project' }).map((each) => each.slice(0, 15)),
    ['PLG1005 warning', 'PLG1005 warning'],
  );
});

test.run();
