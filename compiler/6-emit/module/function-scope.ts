import type { TypedLocal } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import type { ModuleScope } from './module-scope.ts';
import type { Names } from './names.ts';

/**
 * How a local is held. `variable`: a JavaScript variable. `row`: the row of a loop over a table of which only fields are read: a variable for each field, by name;
 * there is no row object.
 */
export type Held =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'row'; readonly fields: ReadonlyMap<string, string> };

/** A `try` body: its label, the variable that its handlers find an error in, and its guard. */
export interface Catcher {
  readonly label: string;
  readonly error: string;
  readonly guard: string | null;
  used: boolean;
}

/** The function that is being written: a routine, the statements of a script, or a lambda. */
export interface FunctionScope {
  readonly module: ModuleScope;
  readonly kind: 'routine' | 'main' | 'lambda';
  readonly names: Names;
  readonly locals: Map<TypedLocal, Held>;
  /** Statements that must run before the expression which is being written: `expression` appends to it, whoever writes a statement puts them in front. */
  prelude: b.Statement[];
  /** Variables for values in the middle of expressions, declared at the function's head. */
  readonly temps: string[];
  /** Counts its calls: every way out passes `abi.leave`. */
  readonly counted: boolean;
  /** The function has loops: it holds the number of rounds until the next look at its limits in `fuel`. */
  loops: boolean;
  /** Where a bare `throw` finds the error that is being handled, innermost last. */
  readonly handling: string[];
  /** Where a `throw` that stands in a `try` body of this function goes without being thrown, innermost last. */
  readonly catchers: Catcher[];
  /** Labels of the loops around, innermost last; `undefined` where a plain `break` does. */
  readonly breaks: (string | undefined)[];
  /** The `try` bodies around whose errors are surely taken, innermost last: the variable that ends the guard, and how many loops stand around it. */
  readonly guards: { readonly name: string; readonly loops: number }[];
  /** Lists of locals whose parts are assigned: `name$own` tells whether the local alone holds the value. */
  readonly owned: Map<TypedLocal, string>;
}

export function createFunctionScope(
  module: ModuleScope,
  kind: FunctionScope['kind'],
  names: Names,
  counted: boolean,
): FunctionScope {
  return {
    module,
    kind,
    names,
    locals: new Map(),
    prelude: [],
    temps: [],
    counted,
    loops: false,
    handling: [],
    catchers: [],
    breaks: [],
    guards: [],
    owned: new Map(),
  };
}

/** A function inside of another: it sees the outer one's variables. */
export function innerScope(outer: FunctionScope): FunctionScope {
  return {
    ...createFunctionScope(outer.module, 'lambda', outer.names, false),
    locals: new Map(outer.locals),
    handling: [...outer.handling],
  };
}

/** The variable of a local; made at its first mention, which is its declaration. */
export function variable(scope: FunctionScope, local: TypedLocal): string {
  const held = scope.locals.get(local);
  if (held?.kind === 'variable') return held.name;
  const name = scope.names.fresh(local.name);
  scope.locals.set(local, { kind: 'variable', name });
  return name;
}

/** A variable for an intermediate value, declared at the function's head. */
export function temp(scope: FunctionScope, hint = 'value'): string {
  const name = scope.names.fresh(`${hint}$`);
  scope.temps.push(name);
  return name;
}

export interface Branch {
  readonly statements: readonly b.Statement[];
  readonly code: b.Expression;
}

/** Writes an expression with a prelude of its own: for what is evaluated only sometimes. */
export function branch(scope: FunctionScope, write: () => b.Expression): Branch {
  const outer = scope.prelude;
  scope.prelude = [];
  const code = write();
  const statements = scope.prelude;
  scope.prelude = outer;
  return { statements, code };
}

/** `test ? yes : no`, or an `if` in the prelude where a side needs statements. */
export function choose(scope: FunctionScope, test: b.Expression, yes: Branch, no: Branch): b.Expression {
  if (yes.statements.length === 0 && no.statements.length === 0) return b.conditional(test, yes.code, no.code);
  const result = temp(scope);
  scope.prelude.push(
    b.when(test, [...yes.statements, b.assign(result, yes.code)], [...no.statements, b.assign(result, no.code)]),
  );
  return b.name(result);
}

/** Writes one statement together with what must run before it. */
export function withPrelude(scope: FunctionScope, write: () => b.Statement | readonly b.Statement[]): b.Statement[] {
  const outer = scope.prelude;
  scope.prelude = [];
  const written = write();
  const statements = [
    ...scope.prelude,
    ...(Array.isArray(written) ? (written as readonly b.Statement[]) : [written as b.Statement]),
  ];
  scope.prelude = outer;
  return statements;
}

/** A call of the abi. */
export function abi(name: string, ...args: b.Operand[]): b.Expression {
  return b.method('abi', name, ...args);
}
