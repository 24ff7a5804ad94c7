import type { RoutineInfo } from '../../contract/catalog-view.ts';
import type { RoutineKind } from '../../contract/catalog-view.ts';
import type { Span } from '../../contract/span.ts';
import type { Signature } from '../../contract/signature.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { RoutineSyntax } from '../../ir/bound.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedBlock } from '../../ir/typed-statement.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { EffectSites } from '../effects/sites.ts';

/** A parameter as declared; `slot` is `null` when its type is left to inference. */
export interface EntryParameter {
  readonly name: string;
  readonly slot: TypeSlot | null;
  readonly default: Expression | null;
  readonly defaultText: string | null;
}

/** A routine that can be called: declared in this module, or stored in the catalog. */
export interface RoutineEntry {
  readonly kind: RoutineKind;
  readonly name: string;
  /** `procedure:daily_etl`, `function:string.shout`. */
  readonly id: string;
  readonly syntax: RoutineSyntax | null;
  /** What the catalog knows of it; beside `syntax` for a function whose text was read from there, to be checked for each call. */
  readonly stored: RoutineInfo | null;
  readonly receiver: TypeSlot | null;
  readonly parameters: readonly EntryParameter[];
  /** As declared by `returns`; `null` when it is inferred. */
  readonly result: TypeSlot | null;
  readonly raises: readonly string[] | null;
  readonly mode: 'async' | 'sync' | 'either';
  /** A function whose parameters are open: checked once for each list of argument types. */
  readonly generic: boolean;
  readonly instances: Map<string, Instance>;
}

/** A routine for given parameter types. `state` tells how far its body is. */
export interface Instance {
  readonly entry: RoutineEntry;
  /** What the type variables of a function stand for. */
  readonly variables: ReadonlyMap<string, TypeSlot>;
  readonly id: string;
  receiver: TypeSlot | null;
  parameters: readonly TypeSlot[];
  result: TypeSlot | null;
  state: 'new' | 'checking' | 'done';
  /** The first call of it, where messages and code of a function from the catalog stand. */
  readonly call: Span | null;
  /** Asked for its result while it was being checked, before any was known. */
  awaited: boolean;
  sites: EffectSites;
  body: TypedBody | null;
  signature: Signature | null;
}

/** What the check of a body leaves. */
export interface TypedBody {
  readonly self: TypedLocal | null;
  readonly parameters: readonly TypedLocal[];
  readonly locals: readonly TypedLocal[];
  readonly block: TypedBlock;
}
