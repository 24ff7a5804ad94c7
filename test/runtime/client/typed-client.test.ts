import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import ts from 'typescript';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { showDeploy } from '../../../runtime/cli/commands/deploy/show-deploy.ts';
import { deployNews } from '../../../runtime/cli/output/deploy-news.ts';
import { connect } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { wireLink } from '../../../runtime/client/wire-link.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import { Engine } from '../../../runtime/engine.ts';
import { encodeRequest } from '../../../runtime/protocol/messages.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROJECT = `
create table visits (id int primary key, page string not null, at date not null, cost decimal(10, 2));
type exception as UnknownPage;
upsert procedure add_visit (id int, page string, at date, cost decimal(10, 2)? = null) returns int {
    insert into visits values (id, page, at, cost);
    return id;
}
upsert procedure count_visits (page string) returns int raises UnknownPage {
    let found = (select count(*) from visits where visits.page = {page});
    if (page = 'nowhere') { throw UnknownPage('nowhere'); }
    return found;
}
upsert procedure visits_of (page_name string) returns table<id: int, at: date, cost: decimal(10, 2)?> {
    return select id, at, cost from visits where page = {page_name} order by id;
}
upsert procedure forget () { delete from visits; }
function doubled (day date, times int[]) returns int => len(times) * 2;
`;
const USE = `
import { connect } from './shop.ts';

export async function use(socket: string): Promise<unknown[]> {
  const client = await connect(socket, { client: 'reports' });
  const { procedures } = client;
  const added: number | bigint = await procedures.add_visit({ id: 1, page: 'home', at: new Date('2026-01-05') });
  await procedures.add_visit({ id: 2, page: 'home', at: '2026-01-06', cost: '12.50' });
  const rows = await procedures.visits_of({ page_name: 'home' });
  const first: string = rows[0]!.at;
  const cost: string | null = rows[1]!.cost;
  const found = await procedures.count_visits.attempt({ page: 'nowhere' });
  const raised: 'UnknownPage' | null = found.ok ? null : found.error.exception;
  const nothing: null = await procedures.forget();
  const doubled = await client.functions.doubled({ day: '2026-01-05', times: [1, 2n] });
  client.close();
  return [added, first, cost, raised, nothing, doubled];
}
`;
const MISUSE = `
import { connect } from './shop.ts';
const client = await connect();
await client.procedures.add_visit({ id: 1, page: 'home' });
await client.procedures.add_visit({ id: 'one', page: 'home', at: '2026-01-05' });
await client.procedures.no_such({});
const text: string = await client.procedures.count_visits({ page: 'x' });
const found = await client.procedures.count_visits.attempt({ page: 'x' });
if (!found.ok && found.error.exception === 'Other') console.log(text);
`;
const folder = mkdtempSync(join(tmpdir(), 'gobi-typed-'));
const socket = join(folder, 's.sock');
const project = join(folder, 'project');
const lake = join(folder, 'lake');
let service: Service;

const test = suite('typed client');

test.before(async () => {
  mkdirSync(project);
  writeFileSync(join(project, 'main.plg'), PROJECT);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'pl-grizzly'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'use.ts'), USE);
  writeFileSync(join(folder, 'misuse.ts'), MISUSE);
  const gobi = join(ROOT, 'runtime/cli/gobi.ts');
  execFileSync(process.execPath, [gobi, 'build', project, '--client', join(folder, 'shop.ts')], { encoding: 'utf8' });
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder: lake, owner: {}, log: silentLog, pool: { idle: 1, most: 3 } },
    onStopped: () => undefined,
  });
  await service.listen(socket);
  const owner = await connect({ path: socket });
  await owner.exec(PROJECT);
  owner.close();
});

test.after(async () => {
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

/** What tsc says of a file, strictly. */
function errorsIn(file: string): string[] {
  const program = ts.createProgram([join(folder, file)], {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
    ...{ target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true },
    ...{ verbatimModuleSyntax: true, erasableSyntaxOnly: true, skipLibCheck: true, types: ['node'] },
    ...{ typeRoots: [join(ROOT, 'node_modules/@types')], lib: ['lib.esnext.d.ts'] },
    paths: { 'pl-grizzly/client': [join(ROOT, 'runtime/client/library.ts')] },
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file: of }) => of?.fileName.startsWith(folder))
    .map(({ messageText, file: of, start }) => {
      const { line } = of!.getLineAndCharacterOfPosition(start!);
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0]!}`;
    });
}

async function errorOf(work: Promise<unknown>): Promise<GobiError> {
  return work.then(
    () => assert.unreachable('it was to fail'),
    (error: unknown) => error as GobiError,
  ) as Promise<GobiError>;
}

test('what is written compiles strictly, and wrong uses do not', () => {
  assert.equal(errorsIn('use.ts'), []);
  const wrong = errorsIn('misuse.ts');
  assert.equal(
    wrong.map((each) => each.slice(0, 1)),
    ['3', '4', '5', '6', '8'],
    wrong.join('\n'),
  );
});

test('calls go through with values as programs have them', async () => {
  const { use } = (await import(pathToFileURL(join(folder, 'use.ts')).href)) as {
    use: (socket: string) => Promise<unknown[]>;
  };
  assert.equal(await use(socket), [1, '2026-01-05', '12.50', 'UnknownPage', null, 4]);
});

test('a deploy tells whom it touches, and a client of other routines is not let in', async () => {
  const shop = (await import(pathToFileURL(join(folder, 'shop.ts')).href)) as {
    connect: (target: string, options: { client: string }) => Promise<{ close(): void; procedures: unknown }>;
  };
  const client = await shop.connect(socket, { client: 'reports' });
  const again = await shop.connect(socket, { client: 'reports' });
  const changed = PROJECT.replace('count_visits (page string)', 'count_visits (page string, since date)').replace(
    /upsert procedure forget.*\n/,
    '',
  );
  const deploying = new Engine(wireLink(await Wire.open({ path: socket })));
  const files = (text: string): { name: string; text: string }[] => [{ name: 'main.plg', text }];
  const first = await deploying.deploy(files(PROJECT), { allow: true });
  assert.is(first.refusal, null);
  const plan = await deploying.deploy(files(changed), { dryRun: true, prune: true });
  const touched = plan.changes.filter(({ touches }) => touches.some((each) => each.includes('typed client')));
  assert.equal(
    touched.map(({ kind, name, touches }) => `${kind} ${name}: ${touches.join()}`),
    ['procedure count_visits', 'procedure forget'].map((title) => `${title}: connected typed client reports (2x)`),
  );
  const needs = 'procedure `count_visits` needs `since`';
  assert.equal(
    plan.broken.map(({ client: name, connections, changes }) => [
      name,
      connections,
      changes.map((each) => each.routine),
    ]),
    [['reports', 2, ['procedure count_visits', 'procedure forget']]],
  );
  assert.is(plan.broken[0]!.changes[0]!.change.split(':')[0], needs);
  assert.is(plan.broken[0]!.changes[1]!.change, 'procedure `forget` is gone');
  const shown = showDeploy(plan, { folder: 'shop', lake: 'shop', prune: true, colour: false });
  assert.match(
    shown,
    /^connected typed clients that break\n {2}! reports {2}2 connections\n {6}procedure `count_visits` needs/m,
  );
  assert.match(
    deployNews({ report: plan, message: '' }, folder, false),
    /-- {3}typed client reports: procedure `forget` is gone/,
  );
  const kept = await deploying.deploy(files(changed), { dryRun: true });
  assert.equal(
    kept.broken[0]!.changes.map(({ routine }) => routine),
    ['procedure count_visits'],
    'without pruning what vanished stays',
  );
  // the object changes, its calls go on
  const wider = PROJECT.replace('count_visits (page string)', 'count_visits (page string, since date? = null)');
  const harmless = await deploying.deploy(files(wider), { dryRun: true });
  assert.ok(harmless.changes.some(({ name }) => name === 'count_visits'));
  assert.equal(harmless.broken, []);
  assert.not.ok(harmless.changes.some(({ touches }) => touches.some((each) => each.includes('typed client'))));
  const narrower = PROJECT.replace('cost: decimal(10, 2)?>', 'cost: string?>').replace(
    'select id, at, cost from visits where',
    'select id, at, cost :: string as cost from visits where',
  );
  const rows = await deploying.deploy(files(narrower), { dryRun: true });
  assert.match(rows.broken[0]!.changes[0]!.change, /procedure `visits_of` gives something else/);
  again.close();
  while (Number(service.status['connections']) > 2) await new Promise((settle) => setTimeout(settle, 10));
  assert.is((await deploying.deploy(files(changed), { allow: true, prune: true })).broken[0]!.connections, 1);
  const later = await deploying.deploy(files(`${changed}\nfunction more (x int) returns int => x;`), { dryRun: true });
  assert.equal(later.broken, [], 'what an earlier deploy broke is not told again');
  client.close();
  const wire = await Wire.open({ path: socket });
  const more = { kind: 'procedure', name: 'more', signature: 'more()', parameters: [], result: null };
  await deploying.deploy(files(`${changed}\nupsert procedure more () { }`), {});
  await wire.request(encodeRequest('BIND', { name: 'writer', hash: '', routines: [more] }), () => undefined);
  const back = await deploying.rollbackCode({ dryRun: true });
  assert.equal(
    back.broken.filter(({ client: name }) => name === 'writer').map(({ changes }) => changes[0]!.change),
    ['procedure `more` is gone'],
  );
  wire.close();
  const stale = await errorOf(shop.connect(socket, { client: 'reports' }));
  assert.is(stale.exception, 'StaleBindings');
  assert.match(
    stale.message,
    /procedure `count_visits` needs `since`: it was `count_visits\(page string\) returns int`/,
  );
  assert.match(stale.message, /procedure `forget` is gone/);
  await deploying.close();
});

test('a file that was changed by hand is told', async () => {
  const text = readFileSync(join(folder, 'shop.ts'), 'utf8').replace('"name":"page"', '"name":"pages"');
  writeFileSync(join(folder, 'changed.ts'), text);
  const changed = (await import(pathToFileURL(join(folder, 'changed.ts')).href)) as {
    connect: (target: string) => Promise<unknown>;
  };
  assert.is((await errorOf(changed.connect(socket))).exception, 'StaleBindings');
});

test('what is no list of routines is refused, and the connection goes on', async () => {
  const wire = await Wire.open({ path: socket });
  for (const routines of [null, 7, [null], [{ kind: 'procedure', name: 'x' }]]) {
    const { exception } = await errorOf(wire.request(encodeRequest('BIND', { name: 'x', routines }), () => undefined));
    assert.is(exception, 'ProtocolError');
  }
  await wire.request(encodeRequest('BIND', { name: 'x', routines: [] }), () => undefined);
  wire.close();
});

test.run();
