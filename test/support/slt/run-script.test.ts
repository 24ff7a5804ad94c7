import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { readScript } from './read-script.ts';
import { runScript } from './run-script.ts';
import type { OpenEngine, ScriptResult } from './script-engine.ts';

const none: ScriptResult = { columns: [], rows: [], changed: null };
const int = { name: 'a', type: 'int' };
const text = { name: 'b', type: 'string' };

/** An engine that knows a few words; what it is asked is kept in `log`. */
function recorder(log: string[] = []): OpenEngine {
  return async (folder) => {
    log.push('open');
    return {
      async exec(sql) {
        log.push(sql);
        if (sql === 'rows')
          return {
            ...none,
            columns: [int, text],
            rows: [
              ['2', ''],
              ['1', null],
              ['3', 'a\tb'],
            ],
          };
        if (sql === 'change') return { ...none, changed: 2 };
        if (sql === 'fail') throw gobiError('DivisionByZero', { operation: '1 / 0' });
        if (sql === 'crash') throw new Error('boom');
        if (sql === 'read')
          return { ...none, columns: [text], rows: [[readFileSync(join(folder, 'd/f.csv'), 'utf8')]] };
        return none;
      },
      async close() {
        log.push('close');
      },
    };
  };
}

const failuresOf = async (script: string): Promise<readonly string[]> => (await runScript(script, recorder())).failures;

test('a script that holds has no failures and stays as it is', async () => {
  const script = [
    '# a comment',
    'statement ok',
    'create',
    'over two lines',
    '',
    'query IT',
    'rows',
    '----',
    '2\t(empty)',
    '1\tNULL',
    '3\ta\\tb',
    '',
    'query IT rowsort',
    'rows',
    '----',
    '3\ta\\tb',
    '2\t(empty)',
    '1\tNULL',
    '',
    'statement count 2',
    'change',
    '',
    'statement error RUNTIME_001',
    'fail',
    '',
    'statement error RuntimeError',
    'fail',
    '----',
    'division by zero in `1 / 0`',
    '',
    'statement error by ZERO',
    'fail',
    '',
  ].join('\n');
  assert.equal(await runScript(script, recorder()), { failures: [], text: script });
});

test('files are written below the folder, restart opens the engine again', async () => {
  const log: string[] = [];
  const script = 'file d/f.csv <<\na,b\n1,2\n>>\n\nquery T\nread\n----\na,b\\n1,2\\n\n\nrestart\n\nstatement ok\nx\n';
  const run = await runScript(script, recorder(log));
  assert.equal(run.failures, []);
  assert.equal(log, ['open', 'read', 'close', 'open', 'x', 'close']);
});

test('says what differs, and completes it', async () => {
  const run = await runScript(
    'query TT\nrows\n\nstatement count 1\nchange\n\nstatement error IOError\nfail\n',
    recorder(),
  );
  assert.is(run.failures.length, 3);
  assert.match(run.failures[0] ?? '', /line 1: column types are IT, not TT; rows differ/);
  assert.is(
    run.text,
    'query IT\nrows\n----\n2\t(empty)\n1\tNULL\n3\ta\\tb\n\nstatement count 2\nchange\n\nstatement error RUNTIME_001\nfail\n',
  );
  assert.equal((await runScript(run.text, recorder())).failures, []);
});

test('missing rows, wrong order, missing errors and errors without a code are failures', async () => {
  assert.is((await failuresOf('query IT\nrows\n----\n2\t(empty)\n')).length, 1);
  assert.is((await failuresOf('query IT\nrows\n----\n1\tNULL\n2\t(empty)\n3\ta\\tb\n')).length, 1);
  assert.match((await failuresOf('statement error RUNTIME_001\ncreate\n'))[0] ?? '', /but the statement ran/);
  assert.match((await failuresOf('statement ok\nfail\n'))[0] ?? '', /unexpected error RUNTIME_001/);
  assert.match((await failuresOf('statement error boom\ncrash\n'))[0] ?? '', /the engine failed/);
});

test('what is no directive is an error with its line', () => {
  assert.throws(() => readScript('\nselect 1\n'), /line 2: `select 1`/);
  assert.throws(() => readScript('statement error\nfail\n'), /line 1/);
  assert.throws(() => readScript('file a.csv <<\nx\n'), /never closed/);
  assert.throws(() => readScript('statement ok\n'), /no statement/);
});

test.run();
