import type { Engine, Session } from '../../../engine.ts';
import type { Backend, SessionView } from '../../../tui/backend.ts';

/** A session of a lake that this process opens. The lake may still be opening: what is asked waits for it. */
export function embeddedBackend(opening: Promise<Engine>): Backend {
  const session: Promise<Session> = opening.then((engine) => engine.session());
  // who asks first is told why it failed
  session.catch(() => undefined);
  let known: { readonly version: number; readonly view: SessionView } | null = null;
  return {
    run: async (text, options) => void (await (await session).exec(text, {}, options)),
    view: async () => {
      const { version, view, scope, explicit } = await (await session).catalog(known?.version);
      const before = known?.view;
      const isSame =
        before !== undefined &&
        view === null &&
        scope.length === 0 &&
        before.scope.length === 0 &&
        explicit === before.explicit;
      if (!isSame) known = { version, view: { view: view ?? before!.view, scope, explicit } };
      return known!.view;
    },
    close: async () => {
      await (await session.catch(() => null))?.close();
    },
  };
}
