import type { DataType } from '../../compiler/contract/data-type.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { ProfileReport } from '../../compiler/contract/profile.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { nativeOf } from '../../stdlib/natives.ts';
import { librarySources } from '../../stdlib/sources.ts';
import type { Value } from '../columnar/value.ts';
import type { Environment } from '../execution/environment.ts';
import type { Session } from '../execution/session.ts';
import { systemClock } from '../host/clock.ts';
import type { HttpRules } from '../host/http.ts';
import { defaultLimits, type Limits } from '../host/limits.ts';
import { newUuid, systemRandom } from '../host/random.ts';
import type { ServiceFacts } from '../lake/service-facts.ts';
import type { CommitRequest } from '../lake/commit/commit-request.ts';
import type { CommitPeer } from '../lake/commit/commit-peer.ts';
import type { Lake } from '../lake/lake.ts';
import { nodeHost, openLake } from '../lake/open-lake.ts';
import { compile, kernelText, shapeOf } from '../modules/build.ts';
import { CodeBase, type Compiler } from '../modules/code-base.ts';
import type { CallCounting } from '../modules/counted-calls.ts';
import { readBuilt } from '../modules/read-built.ts';
import { prepareText, runPrepared } from '../modules/run-prepared.ts';
import { runText, type TextOptions } from '../modules/run-text.ts';
import { tuneThread } from '../modules/tune-thread.ts';
import { callText, type CallArguments } from './call-text.ts';
import { viewOfCall } from './view-of-call.ts';
import { hasStructs, typedArguments } from './typed-arguments.ts';
import { checkBindings } from './check-bindings.ts';
import { dataFileReader } from './data-files.ts';
import { Deploys } from './deploys.ts';
import type { Output, Request, TextArguments } from '../client/messages.ts';
import { ingest } from './ingest.ts';
import { LakeSessions } from './lake-sessions.ts';
import { lakeEnvironment } from './lake-environment.ts';
import { manageText } from './manage-text.ts';
import { forgetParameters } from './forget-parameters.ts';
import { giveParameters } from './prepared-values.ts';
import { scopeOfValue } from './scope-of-value.ts';
import { SessionCatalogs } from './session-catalogs.ts';
import type { StatementResult } from '../protocol/statement-result.ts';
import { textCall } from './text-call.ts';
import { maintain } from './maintain.ts';
import { profiled, profiledCompiler } from './profile.ts';
import { changeTokens } from './tokens.ts';
import { watch } from './watch.ts';

/** How a lake is owned. */
export interface OwnerOptions {
  /** Make the lake where the folder has none. Default true. */
  readonly create?: boolean;
  /** How long to wait for another process that has the lake open. Default 100. */
  readonly lockMilliseconds?: number;
  /** The lake ends when it is closed, and nobody else may open it: its catalog is kept in memory. Default false. */
  readonly passing?: boolean;
  /** The folder that relative paths of files start at. Default: the lake's. */
  readonly filesFrom?: string;
  /**
   * Folders beside the lake's own whose files statements may read and write, and where relative paths are looked for. Default: all. Where it is given, links do not lead out of
   * them, and what the lake keeps in `.gobi` is out of reach.
   */
  readonly fileFolders?: readonly string[];
  /** What statements may fetch from web servers and put there. Default: any host, none where `fileFolders` is given. */
  readonly http?: Partial<HttpRules>;
  readonly limits?: Partial<Limits>;
  /** The role whose rights statements have. Default: the owner's, who may do everything. */
  readonly role?: string;
  /** A folder of modules that `gobi build --db` made for this lake: what they hold of its code is not compiled again. Only for folders that may be trusted like a program. */
  readonly modules?: string;
  /** Another thread of this process owns the lake and commits for this one. */
  readonly peer?: CommitPeer;
  /** What the service of the lake tells of itself. */
  readonly facts?: ServiceFacts;
  /** Counts the calls of routines. */
  readonly counting?: CallCounting;
  /** Is told what a statement may use, before it begins. */
  readonly onLimits?: (limits: Limits) => void;
  /** May take on the commit of a request of which nothing has been seen; it is told whether the request's session has something to keep. */
  readonly later?: (request: CommitRequest, keeps: boolean) => boolean;
  /** Profiles of the code tell lines. */
  readonly profiled?: boolean;
  /** What makes code; the compiler on this thread unless another is given. */
  readonly compiler?: Compiler;
}

/** The one thread that has a lake open: its catalog, its code, its sessions. Runs one request after the other. */
export class LakeOwner {
  readonly #lake: Lake;
  readonly #options: OwnerOptions;
  readonly #code: CodeBase;
  readonly #environment: Environment;
  readonly #limits: Limits;
  readonly #onLimits: (limits: Limits) => void;
  readonly #later: OwnerOptions['later'];
  readonly #role: string | null;
  /** The sessions of those who ask. */
  readonly sessions: LakeSessions;
  readonly #catalogs: SessionCatalogs;
  #deploys: Deploys | null = null;
  /** Calls that nobody waits for; they run when the request that started them has committed. */
  #started: { readonly id: string; readonly args: readonly unknown[]; readonly role: string | null }[] = [];
  #output: (output: Output) => void = () => undefined;
  /** How often something was done that others than this lake see. */
  #seen = 0;

  private constructor(lake: Lake, options: OwnerOptions) {
    this.#lake = lake;
    this.#later = options.later;
    this.#role = options.role ?? null;
    this.#onLimits = options.onLimits ?? (() => undefined);
    this.#limits = { ...defaultLimits, ...options.limits };
    this.sessions = new LakeSessions(lake, this.#role, this.#limits);
    this.#code = new CodeBase(librarySources(), nativeOf, {
      built: options.modules === undefined ? [] : readBuilt(options.modules),
      ...(options.compiler === undefined ? {} : { compiler: options.compiler }),
      profiled: options.profiled === true,
      ...(options.counting === undefined ? {} : { counting: options.counting }),
    });
    this.#options = options;
    this.#code.former.add(lake);
    this.#catalogs = new SessionCatalogs(this.#code);
    this.#environment = lakeEnvironment(lake, this.#code, options, {
      seeing: (work) => this.#seeing(work),
      print: (line) => this.#output({ kind: 'print', line }),
      start: ({ role }, id, args) => this.#start(id, args, role),
    });
  }

  /** Opens the lake of a folder. Errors as `open` of the engine tells. */
  static open(folder: string, options: OwnerOptions): LakeOwner {
    tuneThread();
    return new LakeOwner(
      openLake(folder, nodeHost, {
        create: options.create ?? true,
        passing: options.passing ?? false,
        ...(options.lockMilliseconds === undefined ? {} : { lockMilliseconds: options.lockMilliseconds }),
        ...(options.peer === undefined ? {} : { peer: options.peer }),
        ...(options.facts === undefined ? {} : { facts: options.facts }),
      }),
      options,
    );
  }

  /** Runs a request; results and printed lines go to `output` as they come. Throws the request's `GobiError`. */
  answer(request: Request, output: (output: Output) => void): void {
    this.#output = output;
    switch (request.kind) {
      case 'execute': {
        this.#run(
          this.sessions.of(request.session),
          request.text,
          request.name,
          request.values,
          request.types,
          request.cancelled,
        );
        return this.#runStarted();
      }
      case 'call': {
        this.#call(
          this.sessions.of(request.session),
          request.procedure,
          request.args,
          request.types,
          request.cancelled,
        );
        return this.#runStarted();
      }
      case 'catalog':
        return output({
          kind: 'catalog',
          catalog: this.#catalogs.of(this.sessions.of(request.session), request.known),
        });
      case 'call_with_texts': {
        this.#callWithTexts(this.sessions.of(request.session), request.routine, request.texts, request.cancelled);
        return this.#runStarted();
      }
      case 'prepare': {
        const options = this.#textOptions(this.sessions.of(request.session));
        const shape = prepareText(this.#code, options, request.text, request.name);
        return output({ kind: 'prepared', prepared: { statement: 0, shape } });
      }
      case 'run_prepared': {
        const { prepared, values, types = {}, cancelled } = request;
        const session = this.sessions.of(request.session);
        forgetParameters(session);
        runPrepared(this.#code, this.#textOptions(session, cancelled), prepared, (parameters) =>
          giveParameters(session, parameters, values, types),
        );
        return this.#runStarted();
      }
      case 'watch': {
        const session = this.sessions.of(request.session);
        forgetParameters(session);
        return output({
          kind: 'change',
          change: watch(this.#code, this.#textOptions(session, request.cancelled), request),
        });
      }
      case 'manage': {
        const what = `${request.action} ${request.object}`;
        const text = manageText(request, (definition) => this.#code.parsed(definition, what));
        this.#run(this.sessions.of(request.session), text, what, {}, {}, request.cancelled);
        return this.#runStarted();
      }
      case 'check_bindings': {
        const session = this.sessions.of(request.session);
        const { view } = this.#catalogs.of(session, 0);
        return checkBindings(request.routines, view!.routines);
      }
      case 'close_prepared':
        return;
      case 'ingest':
        return this.#ingest(this.sessions.of(request.session), request);
      case 'deploy':
        return output({ kind: 'deploy', report: this.#deployer().deploy(request.files, request.options) });
      case 'rollback_code':
        return output({ kind: 'rollback_code', report: this.#deployer().rollbackCode(request.options) });
      case 'maintain': {
        if (this.#role !== null)
          throw gobiError('AccessDenied', { who: `role ${this.#role}`, what: 'maintain the lake' });
        return output({ kind: 'maintain', report: maintain(this.#lake, request.options) });
      }
      case 'profile':
        return output({ kind: 'profile', report: this.#profile(request, output) });
      case 'start_session':
        return this.sessions.start(request.session, request.role);
      case 'create_token':
      case 'revoke_token': {
        if (this.#role !== null) throw gobiError('AccessDenied', { who: `role ${this.#role}`, what: 'change tokens' });
        const result = changeTokens(this.sessions.fresh(null), request, systemClock.now());
        return result === null ? undefined : output({ kind: 'result', result });
      }
      case 'begin':
        return this.sessions.begin(request.session);
      case 'commit':
        this.sessions.opened(request.session, 'COMMIT').commit();
        return this.#runStarted();
      case 'rollback':
        this.sessions.opened(request.session, 'ROLLBACK').rollback();
        return;
      case 'end_session':
        return this.sessions.end(request.session);
      case 'close':
        this.sessions.endAll();
        this.#lake.close();
    }
  }

  #deployer(): Deploys {
    if (this.#role !== null) throw gobiError('AccessDenied', { who: `role ${this.#role}`, what: 'deploy code' });
    return (this.#deploys ??= new Deploys({
      code: this.#code,
      lake: this.#lake,
      newSession: () => this.sessions.fresh(null),
      frame: { environment: this.#environment, limits: this.#limits },
      dataFiles: dataFileReader(this.#environment.policy.folder),
    }));
  }

  /** Runs a call in a session of its own, with code that is compiled anew so that its lines are told. */
  #profile(
    { routine, texts, cancelled }: Extract<Request, { kind: 'profile' }>,
    output: (output: Output) => void,
  ): ProfileReport {
    if (this.#role !== null) throw gobiError('AccessDenied', { who: `role ${this.#role}`, what: 'profile calls' });
    const compiler = profiledCompiler(this.#options.compiler ?? { compile, kernelText, shapeOf });
    const { later: _, ...options } = this.#options;
    const owner = new LakeOwner(this.#lake, { ...options, compiler, profiled: true });
    const cancel = cancelled === undefined ? {} : { cancelled };
    const ask = { kind: 'call_with_texts', session: 0, routine, texts, ...cancel } as const;
    const work = (): void => owner.answer(ask, (said) => (said.kind === 'print' ? output(said) : undefined));
    try {
      return profiled(routine, work, owner.#code, `call of ${routine}`);
    } finally {
      owner.sessions.endAll();
    }
  }

  /** The newest snapshot that this thread knows. */
  get snapshot(): number {
    return this.#lake.head().snapshot;
  }

  #seeing<A extends readonly unknown[], R>(work: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      this.#seen++;
      return work(...args);
    };
  }

  #run(
    session: Session,
    text: string,
    name: string,
    values: Readonly<Record<string, Value>>,
    types: Readonly<Record<string, DataType>> = {},
    cancelled?: Int32Array,
  ): void {
    forgetParameters(session);
    for (const [local, value] of Object.entries(values)) {
      session.locals.set(local, value);
      session.scope.set(local, scopeOfValue(local, value, types[local]));
    }
    this.#runText(session, text, name, cancelled);
  }

  #runText(session: Session, text: string, name: string, cancelled?: Int32Array): void {
    runText(this.#code, this.#textOptions(session, cancelled), text, name);
  }

  #textOptions(session: Session, cancelled?: Int32Array): TextOptions {
    const results = (result: StatementResult) => this.#output({ kind: 'result', result });
    const onDiagnostics = (diagnostics: readonly Diagnostic[]) => this.#output({ kind: 'diagnostics', diagnostics });
    const onStatement = (number: number, of: number) => this.#output({ kind: 'statement', number, of });
    return {
      ...{ environment: this.#environment, session, limits: this.#limits, onLimits: this.#onLimits },
      ...{ results, onStatement, onDiagnostics, seen: () => this.#seen },
      later: (request) => this.#later?.(request, session.keeps) === true,
      ...(cancelled === undefined ? {} : { cancelled }),
    };
  }

  #call(
    session: Session,
    routine: string,
    args: CallArguments,
    types: readonly DataType[] = [],
    cancelled?: Int32Array,
  ): void {
    const given =
      types.length === 0 && hasStructs(args)
        ? viewOfCall(this.#code, session, (view) => typedArguments(view, routine, args))
        : { args, types };
    const { text, values } = callText(routine, given.args);
    const named = Object.fromEntries(given.types.map((type, i) => [`$${i + 1}`, type]));
    this.#run(session, text, `call of ${routine}`, values, named, cancelled);
  }

  /** What the texts mean is decided by the signature at the state that the call begins with. */
  #callWithTexts(session: Session, routine: string, texts: TextArguments, cancelled?: Int32Array): void {
    const { text, locals } = viewOfCall(this.#code, session, (view) => textCall(view, routine, texts));
    forgetParameters(session);
    for (const { scope, value } of locals) {
      session.locals.set(scope.name, value);
      session.scope.set(scope.name, scope);
    }
    this.#runText(session, text, `call of ${routine}`, cancelled);
  }

  #ingest(session: Session, { table, upsert, batches = [], cancelled }: Extract<Request, { kind: 'ingest' }>): void {
    const run = (text: string): void => {
      const options = { environment: this.#environment, session, limits: this.#limits, onLimits: this.#onLimits };
      const cancel = cancelled === undefined ? {} : { cancelled };
      runText(this.#code, { ...options, ...cancel, seen: () => this.#seen }, text, 'rows that come');
    };
    const rowsChanged = ingest(session, { table, upsert, batches }, run);
    this.#output({ kind: 'result', result: { verb: upsert ? 'upsert' : 'insert', table: null, rowsChanged } });
    this.#runStarted();
  }

  #start(id: string, args: readonly unknown[], role: string | null): string {
    this.#seen++;
    this.#started.push({ id, args, role });
    return newUuid(systemClock.now(), systemRandom);
  }

  /** Each in a session of its own, with the rights of the code that started it; one that fails says so and does not stop the others. */
  #runStarted(): void {
    while (this.#started.length > 0) {
      const { id, args, role } = this.#started.shift()!;
      try {
        this.#call(this.sessions.fresh(role), id.slice(id.indexOf(':') + 1), args as readonly Value[]);
      } catch (error) {
        this.#output({ kind: 'print', line: `${id} failed: ${(error as Error).message}` });
      }
    }
  }
}
