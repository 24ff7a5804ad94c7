import { suggest } from '../diagnostics/suggest.ts';
import type { Callable } from '../ir/bound.ts';
import type { Argument, Call, WindowReference, WindowSpecification } from '../ir/syntax-call.ts';
import type { AtName } from '../ir/syntax-expression.ts';
import type { Identifier, Name } from '../ir/syntax-name.ts';
import type { CallStatement } from '../ir/syntax-statement.ts';
import { report, type Binder } from './binder.ts';
import { findException } from './exceptions.ts';
import { bindExpression } from './expressions.ts';
import { referToLocal } from './locals.ts';
import { bindOrder } from './queries.ts';
import { findLocal, type Scope } from './scope.ts';
import { storedCallable } from './templates.ts';

/** The one call that has the types of its arguments as its result; it is a form of the language, not a function. */
const TYPE_OF = 'typeof';

/** Rows of a list in a select list: no function either, unless one is declared. */
const UNNEST = 'unnest';

/** A call: what its callee may be, then everything inside. */
export function bindCall(binder: Binder, scope: Scope, call: Call): void {
  bindCallee(binder, scope, call);
  bindArguments(binder, scope, call.args);
  bindOrder(binder, scope, call.orderBy);
  bindOrder(binder, scope, call.withinGroup);
  if (call.filter !== undefined) bindExpression(binder, scope, call.filter);
  if (call.over !== undefined) bindWindow(binder, scope, call.over);
}

/** `call p(args)`, as a statement or a value. */
export function bindProcedureCall(binder: Binder, scope: Scope, { procedure, args }: CallStatement): void {
  referToCallable(binder, procedure, procedure.parts.at(-1)?.text ?? '', 'PLG1111');
  bindArguments(binder, scope, args);
}

export function bindArguments(binder: Binder, scope: Scope, args: readonly Argument[]): void {
  for (const { value } of args) if (value.kind !== 'Star') bindExpression(binder, scope, value);
}

export function bindWindow(binder: Binder, scope: Scope, window: WindowReference | WindowSpecification): void {
  if (window.kind === 'WindowReference') return;
  for (const key of window.partitionBy) bindExpression(binder, scope, key);
  bindOrder(binder, scope, window.orderBy);
  for (const bound of [window.frame?.low, window.frame?.high]) {
    if (bound?.offset !== undefined) bindExpression(binder, scope, bound.offset);
  }
}

function bindCallee(binder: Binder, scope: Scope, { callee }: Call): void {
  switch (callee.kind) {
    case 'Identifier':
      return bindFunctionName(binder, scope, callee);
    case 'AtName':
      if (callee.text.toLowerCase() !== TYPE_OF) referToCallable(binder, callee, callee.text);
      return;
    case 'Member':
      if (isSchemaName(binder, scope, callee.object)) referToCallable(binder, callee.property, callee.property.text);
      else {
        bindExpression(binder, scope, callee.object);
        referToCallable(binder, callee.property, callee.property.text);
      }
      return;
    default:
      return bindExpression(binder, scope, callee);
  }
}

function bindFunctionName(binder: Binder, scope: Scope, name: Identifier): void {
  const { local } = findLocal(scope, name.text);
  if (local !== null) {
    local.read = true;
    binder.meanings.set(name, { kind: 'local', local });
    return;
  }
  const exception = callablesOf(binder, name.text).length === 0 ? findException(binder, name.text) : undefined;
  if (exception !== undefined) binder.meanings.set(name, { kind: 'exception', exception });
  else if (name.text.toLowerCase() !== UNNEST || callablesOf(binder, UNNEST).length > 0)
    referToCallable(binder, name, name.text);
}

/** `main.f(x)`: a schema in front of a function's name says nothing more. */
function isSchemaName(binder: Binder, scope: Scope, object: Call['callee']): boolean {
  return (
    object.kind === 'Identifier' && findLocal(scope, object.text).local === null && binder.names.hasSchema(object.text)
  );
}

/** Gives a function's or procedure's name its meaning, or says that there is none. */
export function referToCallable(
  binder: Binder,
  node: Identifier | AtName | Name,
  text: string,
  missing: 'PLG1102' | 'PLG1111' = 'PLG1102',
): void {
  const callables = callablesOf(binder, text);
  if (callables.length > 0) {
    binder.meanings.set(node, { kind: 'callable', callables });
    return;
  }
  const nearest = suggest(text, callableNames(binder, missing === 'PLG1102'));
  report(binder, missing, { name: text, nearest }, node.span);
}

/** Everything that can be called under a name: routines of this module hide stored ones of the same kind. */
export function callablesOf(binder: Binder, text: string): readonly Callable[] {
  const key = text.toLowerCase();
  const own = binder.routines.get(key) ?? [];
  const kinds = new Set(own.map((r) => (r.kind === 'DefineFunction' ? 'function' : 'procedure')));
  const stored = binder.names.routines(key).filter((r) => !kinds.has(r.kind));
  return [
    ...own.map((routine): Callable => ({ kind: 'routine', routine })),
    ...stored.map((routine) => storedCallable(binder, routine)),
    ...(binder.context.library.get(key) ?? []).map((each): Callable => ({ kind: 'library', function: each })),
  ];
}

/** A name in expression position that may stand for a function as a value. */
export function referToFunctionValue(binder: Binder, scope: Scope, name: Identifier): boolean {
  if (referToLocal(binder, scope, name)) return true;
  const callables = callablesOf(binder, name.text);
  if (callables.length > 0) {
    binder.meanings.set(name, { kind: 'callable', callables });
    return true;
  }
  const exception = findException(binder, name.text);
  if (exception !== undefined) binder.meanings.set(name, { kind: 'exception', exception });
  return exception !== undefined;
}

/** Operators that are words: nobody calls them. */
const OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'like', 'ilike', 'in', 'between']);

function callableNames(binder: Binder, withLibrary: boolean): string[] {
  const own = [...binder.routines.values()].flatMap((routines) => routines.map(nameOf));
  const library = withLibrary ? [...binder.context.library.keys()].filter((name) => !OPERATORS.has(name)) : [];
  return [...own, ...binder.names.routineNames(), ...library];
}

function nameOf(routine: { readonly name: Identifier | Name }): string {
  return routine.name.kind === 'Name' ? (routine.name.parts.at(-1)?.text ?? '') : routine.name.text;
}
