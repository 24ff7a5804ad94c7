import { threadId } from 'node:worker_threads';
import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import type { SessionCatalog } from '../client/messages.ts';
import type { Session } from '../execution/session.ts';
import type { CodeBase } from '../modules/code-base.ts';

/** What the statements of sessions are checked against, with a number for each version. */
export class SessionCatalogs {
  readonly #code: CodeBase;
  readonly #versions = new WeakMap<CatalogView, number>();
  /** No two threads give views the same number. */
  #last = threadId * 2 ** 32;

  constructor(code: CodeBase) {
    this.#code = code;
  }

  /** `known` is the version that the asker has. */
  of(session: Session, known: number): SessionCatalog {
    const view = this.#code.view(session.transaction.state, session.schema, session.role);
    if (!session.explicit) session.rollback();
    let version = this.#versions.get(view);
    if (version === undefined) this.#versions.set(view, (version = ++this.#last));
    const scope = [...session.scope.values()];
    return { version, view: version === known ? null : view, scope, explicit: session.explicit };
  }
}
