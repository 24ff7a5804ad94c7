import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';
import { mountFolder } from '../support/mounted.ts';

const CODE = `upsert procedure steps(n int) returns int as sync {
    let i = 0
    while i < n {
        i = i + 1
    }
    return i
}`;

test('a service profiles where the call runs, for its owner alone', async () => {
  await inScratchFolder(async (folder) => {
    const mounted = await mountFolder(folder);
    const owner = await open(folder);
    await owner.exec(CODE, undefined, { name: 'steps.plg' });
    await owner.exec('create role clerk');
    const { lines, milliseconds } = await owner.profile('steps', { n: '50000000' });
    assert.ok(milliseconds > 0);
    assert.ok(lines.some(({ file, line }) => file === 'steps.plg' && (line === 3 || line === 4)));
    const clerk = await open(folder, { role: 'clerk' });
    try {
      await clerk.profile('steps', { n: '5' });
      assert.unreachable();
    } catch (error) {
      assert.is((error as { readonly exception: string }).exception, 'AccessDenied');
    }
    await clerk.close();
    await owner.close();
    await mounted.kill();
  });
});

test.run();
