import { basename, resolve } from 'node:path';
import { isAddress } from '../../../client/address.ts';
import { connect, type Client } from '../../../client/client.ts';
import { serviceOfFolder, type Announcement } from '../../../client/discovery.ts';
import type { Session } from '../../../client/session.ts';
import type { DeployReport } from '../../../../compiler/contract/deploy.ts';
import { requireFolder } from '../../require-folder.ts';
import { serviceNamed } from '../../named-service.ts';
import type { RightsFlags } from '../../rights-flags.ts';
import { namedLake } from '../../with-lake.ts';

/** What came of a deploy. */
export interface DeployNews {
  readonly report: DeployReport | null;
  /** Why there is no report. */
  readonly message: string;
}

/** What a terminal attaches to: a lake that this process opens, or one that a service has open. */
export interface AttachTarget {
  /** For the prompt. */
  readonly name: string;
  /** What it is, for the first line. */
  readonly what: string;
  /** Where relative paths of files start. */
  readonly filesFrom: string;
  /** Begins a session; of a service that was started again, with a new connection. */
  session(): Promise<Session>;
  /** Is told of each deploy of a service's folder. */
  onDeploy: (news: DeployNews) => void;
  close(): Promise<void>;
}

/**
 * Begins to attach to what a command line names: the service of a folder or of a name, else the lake in the folder. Without a name: the present folder when it
 * holds a lake, else the service that was mounted last, else an empty lake that is gone afterwards. Errors: those of `lakeFolder` and of connecting.
 */
export function attachTarget(
  named: string | undefined,
  { workers, create, ...rights }: RightsFlags & { readonly workers?: 0 | 1; readonly create: boolean },
): AttachTarget {
  const service = serviceNamed(named, create);
  if (service !== null) return serviceTarget(service, rights);
  if (named !== undefined && !create && !isAddress(named) && !/[/\\]/.test(named))
    requireFolder(
      named,
      '`gobi mount FOLDER --name NAME` starts a service; `--create` makes an empty lake, `gobi init` a project',
      'no service of that name runs, and ',
    );
  const lake = namedLake(named, { ...(workers === undefined ? {} : { workers }), create, ...rights });
  const name = named === undefined && lake.filesFrom !== '.' ? 'gobi' : basename(resolve(named ?? '.'));
  return {
    name,
    what:
      named !== undefined && isAddress(named)
        ? `the service at ${named}`
        : named === undefined && lake.filesFrom !== '.'
          ? 'an empty lake for this session'
          : `the lake in '${lake.filesFrom}'`,
    filesFrom: lake.filesFrom,
    session: async () => (await lake.engine).session(),
    onDeploy: () => undefined,
    close: () => lake.close(),
  };
}

function serviceTarget(announced: Announcement, rights: RightsFlags): AttachTarget {
  const { name, folder, pid } = announced;
  let client: Promise<Client> | null = null;
  const target: AttachTarget = {
    name,
    what: `the service of ${folder} (process ${pid})`,
    filesFrom: folder,
    async session() {
      const { socket } = serviceOfFolder(folder) ?? announced;
      client = connect(
        { path: socket },
        {
          client: 'gobi attach',
          ...rights,
          onNotice({ code, message, details }) {
            if (code === 'deploy') target.onDeploy({ report: details as DeployReport | null, message: message ?? '' });
          },
        },
      );
      return (await client).session();
    },
    onDeploy: () => undefined,
    close: async () => (await client?.catch(() => null))?.close(),
  };
  return target;
}
