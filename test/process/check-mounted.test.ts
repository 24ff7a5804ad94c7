import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';
import { mountFolder } from '../support/mounted.ts';

const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));

test('a project whose lake is served is checked against what the service tells', async () => {
  await inScratchFolder(async (folder) => {
    writeFileSync(join(folder, 'gobi.json'), '{ "lake": "." }');
    const mounted = await mountFolder(folder);
    const client = await mounted.connect();
    await client.exec('create table kept(a int)');
    client.close();
    const check = (text: string): string => {
      writeFileSync(join(folder, 'main.plg'), text);
      const env = { ...process.env, XDG_STATE_HOME: join(folder, '.state') };
      const { stdout, stderr } = spawnSync(process.execPath, [GOBI, 'check', folder], { env, encoding: 'utf8' });
      return stdout + stderr;
    };
    assert.match(check('upsert procedure p() returns int { return (select count(a) from kept) }'), 'no problems');
    assert.match(
      check('upsert procedure p() returns int { return (select count(b) from kept) }'),
      /error PLG1302.*`b`/,
    );
    await mounted.kill();
  });
});

test.run();
