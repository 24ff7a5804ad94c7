import type { Span } from '../contract/span.ts';
import type { BoundLocal } from '../ir/bound.ts';
import type { Identifier } from '../ir/syntax-name.ts';
import type { Syntax } from '../ir/syntax.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { report, type Binder, type OpenLocal } from './binder.ts';
import { findLocal, isHidden, localNames, noteAssigned, type Scope } from './scope.ts';

/** Declares a local in the innermost scope; a parameter or loop variable twice in one scope is an error, a `let` again makes a new local. */
export function declare(binder: Binder, scope: Scope, name: Identifier, role: BoundLocal['role']): OpenLocal {
  const key = name.text.toLowerCase();
  const before = scope.locals.get(key);
  if (before !== undefined && role !== 'let') {
    report(binder, 'PLG1104', { name: name.text }, name.span);
    return before;
  }
  return enter(binder, scope, name, name.text, name.span, role);
}

/** Enters a local that no name in the text declares (`self`, a row's `value`). */
export function enter(
  binder: Binder,
  scope: Scope,
  node: Syntax,
  name: string,
  span: Span,
  role: BoundLocal['role'],
): OpenLocal {
  const local: OpenLocal = {
    name,
    role,
    span,
    assigned: false,
    again: scope.locals.get(name.toLowerCase()) ?? null,
    scope: null,
    read: false,
  };
  scope.locals.set(name.toLowerCase(), local);
  binder.locals.set(node, local);
  return local;
}

/** Gives a name in an expression its meaning as a variable, or says that nothing of that name exists. Returns whether it found one. */
export function referToLocal(binder: Binder, scope: Scope, name: Identifier): boolean {
  const { local, behindColumns } = findLocal(scope, name.text);
  if (local !== null) noteRead(binder, local, name);
  if (behindColumns) binder.meanings.set(name, { kind: 'column', local });
  else if (local !== null) binder.meanings.set(name, { kind: 'local', local });
  return behindColumns || local !== null;
}

/** `{x}` and names in table position: the local of that name, whatever columns there are. */
export function forceLocal(binder: Binder, scope: Scope, name: Identifier): OpenLocal | null {
  const { local } = findLocal(scope, name.text);
  if (local === null) {
    reportUnknown(binder, scope, name);
    return null;
  }
  noteRead(binder, local, name);
  binder.meanings.set(name, { kind: 'local', local });
  return local;
}

/** The local at the root of an assignment's target. */
export function assignTo(binder: Binder, scope: Scope, name: Identifier): void {
  const { local } = findLocal(scope, name.text);
  if (local === null) {
    reportUnknown(binder, scope, name);
    return;
  }
  warnOfSpelling(binder, local, name);
  noteAssigned(scope, local);
  binder.meanings.set(name, { kind: 'local', local });
}

export function reportUnknown(binder: Binder, scope: Scope, name: Identifier): void {
  const nearest = suggest(name.text, localNames(scope));
  const hidden = isHidden(scope, name.text);
  const isTable = binder.names.relation(binder.schema, name.text) !== undefined;
  report(
    binder,
    'PLG1101',
    { name: name.text, ...(nearest === undefined ? {} : { nearest }), hidden, isTable },
    name.span,
  );
}

function noteRead(binder: Binder, local: OpenLocal, name: Identifier): void {
  local.read = true;
  warnOfSpelling(binder, local, name);
}

function warnOfSpelling(binder: Binder, local: OpenLocal, name: Identifier): void {
  if (local.name === name.text || name.quoted || local.scope !== null) return;
  report(binder, 'PLG1108', { name: name.text, declared: local.name }, name.span);
}
