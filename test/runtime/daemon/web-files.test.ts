import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { connect } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import { webServer } from '../../support/web/web-server.ts';
import { failureOf } from '../engine/with-lake.ts';

test('statements of a service reach the hosts of its list alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-web-service-'));
  const [listed, other] = [await webServer(), await webServer()];
  const service = await Service.start({
    ...{ name: 'Test', version: '0', folder, log: silentLog, pool: { idle: 1, most: 3 } },
    owner: { fileFolders: [], http: { hosts: [listed.host] } },
    onStopped: () => undefined,
  });
  const address = { path: join(folder, 's.sock') };
  await service.listen(address.path);
  const client = await connect(address);
  try {
    const { table } = await client.query(`select id from '${listed.origin}/a.csv'`);
    assert.is(table?.rowCount, 2);
    await client.query(`copy (select 5 as n) to '${listed.origin}/put.csv'`);
    assert.is((await client.query(`select n from '${listed.origin}/put.csv' where n == 5`)).table?.rowCount, 1);
    for (const text of [`select * from '${other.origin}/a.csv'`, `copy (select 1 as n) to '${other.origin}/put.csv'`])
      assert.is((await failureOf(client.query(text))).exception, 'HostRefused', text);
    assert.equal(await other.seen(), []);
  } finally {
    client.close();
    await service.stop('the test ends');
    await Promise.all([listed.close(), other.close()]);
    rmSync(folder, { recursive: true });
  }
});

test.run();
