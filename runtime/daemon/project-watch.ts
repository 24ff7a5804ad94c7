import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { DeployFile, DeployReport, TypedClientInfo } from '../../compiler/contract/deploy.ts';
import { FolderWatch } from '../host/node/folder-watch.ts';
import { isScript, sourceFilesIn, sourceFoldersIn } from '../host/node/project-folder.ts';
import { decodeOf, REPORT } from '../protocol/messages.ts';
import type { RunPool } from './run-pool.ts';

/** What is told of each deploy: what came of it, or why there was none. */
export type OnDeploy = (deploy: { readonly report: DeployReport } | { readonly failure: Error }) => void;

export interface ProjectWatchOptions {
  /** Of the project and its lake. */
  readonly folder: string;
  readonly deploys: RunPool;
  /** Whether the project's settings ask for the strict check; looked at before each deploy. */
  readonly strict: () => boolean;
  /** Those who are connected now. */
  readonly clients: () => readonly TypedClientInfo[];
  readonly onDeploy: OnDeploy;
}

/** No client: these deploys are the service's own. */
const OWN = 0;

/** Deploys the project of a folder, at once and whenever a file of it is saved. */
export class ProjectWatch {
  readonly #options: ProjectWatchOptions;
  readonly #watch: FolderWatch;
  #closed = false;

  constructor(options: ProjectWatchOptions) {
    this.#options = options;
    this.#watch = new FolderWatch(() => new Set(sourceFoldersIn(options.folder)));
  }

  /** Deploys what there is, then watches. Resolves after the first deploy. */
  async start(): Promise<void> {
    this.#watch.refresh();
    await this.#deploy();
    void this.#follow();
  }

  close(): void {
    this.#closed = true;
    this.#watch.close();
  }

  async #follow(): Promise<void> {
    for (;;) {
      const changed = await this.#watch.next();
      if (changed === null || this.#closed) return;
      this.#watch.refresh();
      if ([...changed].some((file) => !isSourceOfOthers(file))) await this.#deploy();
    }
  }

  /** Deploys what there is now; `null` where that is nothing. Rejects with why it failed. */
  async reload(): Promise<DeployReport | null> {
    const { onDeploy } = this.#options;
    try {
      const report = await this.#ask();
      if (report !== null) onDeploy({ report });
      return report;
    } catch (error) {
      if (!this.#closed) onDeploy({ failure: error instanceof Error ? error : new Error(String(error)) });
      throw error;
    }
  }

  /** What fails is told to who listens. */
  async #deploy(): Promise<void> {
    await this.reload().catch(() => undefined);
  }

  /** `null` where there is nothing to deploy. */
  #ask(): Promise<DeployReport | null> {
    const { folder, deploys, strict, clients } = this.#options;
    const files = projectFiles(folder);
    if (files.length === 0) return Promise.resolve(null);
    const request = { kind: 'deploy', files, options: { strict: strict(), clients: clients() } } as const;
    return new Promise((settle, fail) => {
      let report: DeployReport | null = null;
      const run = deploys.run({ request, compression: 'none', passing: true, role: null }, OWN, null, {
        onNews(news) {
          if (news.kind !== 'piece') return;
          report = decodeOf('REPORT', REPORT, news.bytes).report as DeployReport;
          run.release(news.bytes.length);
        },
        onEnd: (end) => (end.kind === 'done' ? settle(report) : fail(asError(end.error))),
      });
    });
  }
}

function asError(error: { readonly message: string }): Error {
  return error instanceof Error ? error : new Error(error.message);
}

/** Other files in the folders of a project change without meaning anything for it. */
function isSourceOfOthers(file: string): boolean {
  return /\.[^./\\]+$/.test(file) && !/\.plg$|gobi\.json$/i.test(file);
}

/** The files of declarations of a project. */
function projectFiles(folder: string): readonly DeployFile[] {
  return sourceFilesIn(folder)
    .filter((file) => !isScript(folder, file))
    .map((file) => ({ name: relative(folder, file), text: readFileSync(file, 'utf8').replace(/^\uFEFF/, '') }));
}
