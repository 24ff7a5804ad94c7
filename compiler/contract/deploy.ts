import type { BindingChange, BoundRoutine } from './bindings.ts';
import type { Diagnostic } from './diagnostic.ts';

/** How grave a change is: nobody notices it; those who use the object may; it cannot be made. */
export type ChangeLevel = 'safe' | 'breaking' | 'forbidden';

/** What a deploy must be told before it makes a change: `allow` for what loses data or may fail, `prune` for what vanished from the project. */
export type Consent = 'allow' | 'prune';

/** One object of a plan, as it is shown: plain data. */
export interface DeployChange {
  /** `adopt`: the object is in the lake as declared, made by a session; it belongs to the project from now on. `move`: its declaration stands elsewhere. `keep`: it vanished from the project and stays. */
  readonly action: 'create' | 'change' | 'drop' | 'adopt' | 'move' | 'keep';
  readonly kind: string;
  readonly name: string;
  /** The file that declares it; `null` for one that is not declared. */
  readonly file: string | null;
  readonly level: ChangeLevel;
  /** What changes, in words. */
  readonly details: readonly string[];
  /** What is lacking: the deploy is refused for `allow`, and leaves the object as it is for `prune`. */
  readonly needs: readonly Consent[];
  /** Who uses the object: `procedure load`, `view report`. Told of what is not safe. */
  readonly touches: readonly string[];
}

/** A file of declarations; its name is its path from the project's folder. */
export interface DeployFile {
  readonly name: string;
  readonly text: string;
}

/** Why a plan is not applied: what the check found, a change that cannot be made, or one that needs `allow`. */
export type Refusal = 'errors' | 'forbidden' | 'allow';

/** A program that is connected and was built for some routines. */
export interface TypedClientInfo {
  readonly client: string;
  /** How many connections it has. */
  readonly connections: number;
  readonly routines: readonly BoundRoutine[];
}

/** A program that is connected and whose calls do not fit any more after a deploy. */
export interface BrokenClient extends Pick<TypedClientInfo, 'client' | 'connections'> {
  readonly changes: readonly BindingChange[];
}

/** What a deploy may do, and how its project is checked. */
export interface DeployOptions {
  /** Make changes that lose data or may fail. Default false. */
  readonly allow?: boolean;
  /** Drop what the project declared once and does not any more. Default false. */
  readonly prune?: boolean;
  /** Only tell what would be done. Default false. */
  readonly dryRun?: boolean;
  /** Unknown tables, exceptions and unchecked dynamic values are errors. Default false. */
  readonly strict?: boolean;
  /** Clients that are touched by what happens to their routines; a service says which are connected. */
  readonly clients?: readonly TypedClientInfo[];
}

/** What came of a deploy: plain data. */
export interface DeployReport {
  /** `planned`: a dry run. `refused`: nothing was done; `refusal` and the changes say why. */
  readonly outcome: 'applied' | 'unchanged' | 'planned' | 'refused';
  readonly refusal: Refusal | null;
  /** Names what the project declares: the same for the same declarations. */
  readonly version: string;
  /** The snapshot that it made, and the one that the lake has otherwise. */
  readonly snapshot: number;
  readonly changes: readonly DeployChange[];
  /** Connected programs whose calls fit before it and not after it. */
  readonly broken: readonly BrokenClient[];
  /** What the check of the project found, warnings too. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the check, the plan and the commit. */
  readonly milliseconds: number;
}

/** What a rollback of code is to do. */
export interface RollbackOptions {
  /** Code becomes as it was at this snapshot; the one before the last deploy where none is named. */
  readonly to?: number;
  readonly dryRun?: boolean;
  /** As of `DeployOptions`. */
  readonly clients?: readonly TypedClientInfo[];
}

/** What came of a rollback of code. */
export interface RollbackReport extends Pick<DeployReport, 'snapshot' | 'changes' | 'broken'> {
  readonly outcome: 'applied' | 'unchanged' | 'planned';
  readonly to: number;
}
