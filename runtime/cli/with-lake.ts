import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAddress } from '../client/address.ts';
import { serviceOfFolder } from '../client/discovery.ts';
import { open, type Engine } from '../engine.ts';
import { UsageError } from './usage-error.ts';
import { holdsLake, lakeFolder } from './lake-folder.ts';
import { needsWorker } from './needs-worker.ts';
import { requireFolder } from './require-folder.ts';

/** Commands that meet on one lake take turns. */
const LOCK_MILLISECONDS = 5000;

/** How a lake is opened for a command. */
export interface LakeOptions {
  /** 1: statements run in a worker. Default: where somebody watches; see `needsWorker`. */
  readonly workers?: 0 | 1;
  /** Without it a folder without a lake gets none: the work sees an empty lake. Default true. */
  readonly makes?: boolean;
  /** Whether a folder that is not there is made. Default: it is not, since its name is most likely mistyped. */
  readonly create?: boolean | undefined;
  /** The role whose rights statements have. Default: the owner's. */
  readonly role?: string | undefined;
  /** The token that a service asks for. */
  readonly token?: string | undefined;
}

/** A lake that a command line names, being opened. */
export interface NamedLake {
  /** Where relative paths of files start. */
  readonly filesFrom: string;
  readonly engine: Promise<Engine>;
  /** Closes the lake; one that was made for the command alone is gone then. */
  close(): Promise<void>;
}

/** Begins to open the lake that a command line names, by its folder (see `lakeFolder`) or as `gobis://HOST:PORT`; without one an empty lake that is gone afterwards. */
export function namedLake(
  named: string | undefined,
  { workers = needsWorker('') ? 1 : 0, makes = true, create, role, token }: LakeOptions = {},
): NamedLake {
  if (named !== undefined && isAddress(named)) return serviceAt(named, role, token);
  if (token !== undefined && serviceOfFolder(named ?? '.') === null)
    throw new UsageError('--token is for services; a lake of this machine takes --role');
  if (!makes && create !== true && named !== undefined) requireFolder(named);
  const folder = makes || named === undefined || holdsLake(named) ? lakeFolder(named, create) : null;
  const passing = folder === null ? mkdtempSync(join(tmpdir(), 'gobi-')) : null;
  const rights = { ...(role === undefined ? {} : { role }), ...(token === undefined ? {} : { token }) };
  const settings = { workers, lockMilliseconds: LOCK_MILLISECONDS, client: 'gobi', ...rights } as const;
  // files of a lake that will be gone belong where the command was given
  const filesFrom = folder ?? named ?? process.cwd();
  const engine = open(passing ?? folder!, passing === null ? settings : { ...settings, passing: true, filesFrom });
  return {
    filesFrom,
    engine,
    async close() {
      try {
        await (await engine.catch(() => null))?.close();
      } finally {
        if (passing !== null) rmSync(passing, { recursive: true, force: true });
      }
    },
  };
}

/** A service at an address. The token is given, or in the variable GOBI_TOKEN, where nobody sees it who lists processes; GOBI_CA names a file of certificates to trust. */
function serviceAt(address: string, role: string | undefined, given: string | undefined): NamedLake {
  const { GOBI_TOKEN, GOBI_CA: file } = process.env;
  const token = given ?? GOBI_TOKEN;
  const engine = open(address, {
    client: 'gobi',
    ...(role === undefined ? {} : { role }),
    ...(token === undefined ? {} : { token }),
    ...(file === undefined ? {} : { ca: readFileSync(file, 'utf8') }),
  });
  return { filesFrom: process.cwd(), engine, close: async () => (await engine.catch(() => null))?.close() };
}

/** Runs work in the lake that a command line names. */
export async function withLake<T>(
  named: string | undefined,
  work: (engine: Engine) => Promise<T>,
  options: LakeOptions = {},
): Promise<T> {
  const lake = namedLake(named, options);
  try {
    return await work(await lake.engine);
  } finally {
    await lake.close();
  }
}
