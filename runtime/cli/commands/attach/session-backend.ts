import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import type { Session } from '../../../client/session.ts';
import type { Backend, SessionView } from '../../../tui/backend.ts';

/**
 * A session as the terminal uses it, of a lake that this process opens or of a service. It may still be opening: what is asked waits for it. When the connection
 * was lost, which is told once, the next thing that is asked begins another session.
 */
export function sessionBackend(begin: () => Promise<Session>): Backend {
  let opening = begin();
  // who asks first is told why it failed
  opening.catch(() => undefined);
  let known: { readonly version: number; readonly view: SessionView } | null = null;
  let lost = false;
  const inSession = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    if (lost) {
      lost = false;
      known = null;
      opening = begin();
    }
    try {
      return await work(await opening);
    } catch (error) {
      lost = error instanceof GobiError && LOST.has(error.exception);
      throw error;
    }
  };
  return {
    run: (text, options) => inSession(async (session) => void (await session.exec(text, {}, options))),
    view: () =>
      inSession(async (session) => {
        const { version, view, scope, explicit } = await session.catalog(known?.version);
        const before = known?.view;
        const isSame =
          before !== undefined &&
          view === null &&
          scope.length === 0 &&
          before.scope.length === 0 &&
          explicit === before.explicit;
        if (!isSame) known = { version, view: { view: view ?? before!.view, scope, explicit } };
        return known!.view;
      }),
    // a connection that is gone has ended the session
    close: async () => void (await (await opening.catch(() => null))?.close().catch(() => undefined)),
  };
}

const LOST: ReadonlySet<string> = new Set(['Disconnected', 'ConnectionFailed', 'ServiceNotFound']);
