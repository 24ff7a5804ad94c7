import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { projectSettings } from '../../../runtime/cli/project-settings.ts';

test('limits and the log of a service are read, and what is wrong is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-settings-'));
  const settings = (text: string) => {
    writeFileSync(join(folder, 'gobi.json'), text);
    return projectSettings(folder);
  };
  const right = { limits: { statement_timeout: 5000, row_limit: 0 }, log: { level: 'warn', slow: 10, bytes: 1000 } };
  assert.equal(settings(JSON.stringify(right)), right);
  assert.throws(() => settings('{"limits": {"statement_timeot": 1}}'), /did you mean 'statement_timeout'/);
  assert.throws(() => settings('{"limits": {"call_depth": 0}}'), /whole number of calls/);
  assert.throws(() => settings('{"limits": 5}'), /must be a object of limits|must be an? object/);
  assert.throws(() => settings('{"log": {"level": "loud"}}'), /one of debug, info, warn, error/);
  assert.throws(() => settings('{"log": {"slow": "1s"}}'), /a number of milliseconds/);
  assert.throws(() => settings('{"log": {"size": 1}}'), /known are level, slow, bytes/);
  assert.equal(settings('{"hosts": ["a.org", "*.b.org", "localhost:8080"]}').hosts?.length, 3);
  assert.throws(() => settings('{"hosts": ["https://a.org"]}'), /host:port or \*\.domain, not 'https:\/\/a\.org'/);
  assert.equal(settings('{"audit": {"level": "all", "days": 7}}'), { audit: { level: 'all', days: 7 } });
  assert.throws(() => settings('{"audit": {"level": "some"}}'), /one of none, definitions, all/);
  assert.throws(() => settings('{"audit": {"days": 0}}'), /a number of days/);
  assert.throws(() => settings('{"audit": {"years": 1}}'), /known are level, days/);
  assert.throws(() => settings('{"audit": "all"}'), /must be a object of level and days/);
  rmSync(folder, { recursive: true });
});

test.run();
