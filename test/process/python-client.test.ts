import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';
import { mountFolder } from '../support/mounted.ts';
import { installPythonPackages } from '../support/python-packages.ts';
import { skip } from '../support/skip.ts';

const script = fileURLToPath(new URL('python/client_test.py', import.meta.url));
const pyarrow = 'pyarrow==21.0.0';
const packages = resolve('node_modules/.cache/python-packages', pyarrow.replace('==', '-'));
const name = 'a client in Python, written from the page of the protocol, does what the service offers';

const missing = existsSync(packages) ? undefined : installPythonPackages(packages, [pyarrow]);
if (missing !== undefined) skip(test, name, missing);
else
  test(name, async () => {
    await inScratchFolder(async (folder) => {
      const mounted = await mountFolder(folder);
      try {
        const env = { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' };
        const { stdout } = await promisify(execFile)('python3', [script, mounted.announcement.socket], {
          env,
          timeout: 120_000,
        });
        assert.equal(stdout.trimEnd().split('\n'), [
          'hello and welcome',
          'parameters by name and by position',
          'four statements in one text',
          'a million rows, batch by batch',
          'no more than the window comes without credit',
          'a result is left before its end',
          'calls by position and by name, with what they print',
          'transactions of a session',
          'errors with code, hint, place and stack',
          'a request is cancelled, others go on meanwhile',
          'rows from Arrow, all or none',
        ]);
      } finally {
        await mounted.kill();
      }
    });
  });

test.run();
