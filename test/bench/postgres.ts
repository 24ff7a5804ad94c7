import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL of our own on a Unix socket, with default settings. */
export interface Postgres {
  readonly client: pg.Client;
  stop(): Promise<void>;
}

/** Starts a server in a new folder; `null` where PostgreSQL is not installed. */
export async function startPostgres(): Promise<Postgres | null> {
  const bin = binaries();
  if (bin === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const asServer = serverUser(folder);
  const data = join(folder, 'data');
  asServer(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'bench', '--no-instructions']);
  asServer(join(bin, 'pg_ctl'), [
    '-D',
    data,
    '-w',
    '-o',
    `-k ${folder} -c listen_addresses=`,
    '-l',
    join(folder, 'log'),
    'start',
  ]);
  const client = new pg.Client({ host: folder, user: 'bench', database: 'postgres' });
  await client.connect();
  return {
    client,
    stop: async () => {
      await client.end();
      asServer(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binaries(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort() : [];
  const newest = versions.at(-1);
  if (newest !== undefined && existsSync(join(root, newest, 'bin', 'initdb'))) return join(root, newest, 'bin');
  const which = spawnSync('sh', ['-c', 'command -v initdb']);
  return which.status === 0 ? join(String(which.stdout).trim(), '..') : null;
}

/** PostgreSQL refuses to run as root: then its programs run as the user `postgres`. */
function serverUser(folder: string): (program: string, args: readonly string[]) => void {
  if (process.getuid?.() !== 0) return (program, args) => void execFileSync(program, args, { stdio: 'ignore' });
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
  const [uid, gid] = [id('-u'), id('-g')];
  chownSync(folder, uid, gid);
  return (program, args) => void execFileSync(program, args, { stdio: 'ignore', uid, gid, cwd: folder });
}
