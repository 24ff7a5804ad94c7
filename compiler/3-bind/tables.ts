import { unquotedFile } from '../contract/unquoted-file.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { BoundLocal, BoundRelation } from '../ir/bound.ts';
import type { Interpolation } from '../ir/syntax-expression.ts';
import type { Identifier, Name } from '../ir/syntax-name.ts';
import type { Syntax } from '../ir/syntax.ts';
import { report, type Binder } from './binder.ts';
import { forceLocal, reportUnknown } from './locals.ts';
import { bindQuery } from './queries.ts';
import { findLocal, findTable, openScope, type Scope } from './scope.ts';

/**
 * A name in table position: a common table expression, a local, a table or view, a file. What a local of a type that is no table means
 * is for the types to say.
 */
export function bindTableName(binder: Binder, scope: Scope, name: Name): void {
  const [first] = name.parts;
  if (name.parts.length === 1 && first !== undefined) {
    const table = first.quoted ? undefined : findTable(scope, first.text);
    if (table !== undefined) {
      binder.readTables.add(table);
      binder.meanings.set(name, { kind: 'cte', table });
      return;
    }
    const { local } = first.quoted ? { local: null } : findLocal(scope, first.text);
    if (local !== null) {
      forceLocal(binder, scope, first);
      referThrough(binder, name, local);
      const hidden = binder.names.relation(binder.schema, first.text);
      if (hidden !== undefined) report(binder, 'PLG1305', { name: local.name, table: first.text }, first.span);
      return;
    }
  }
  bindRelation(binder, name);
}

/** `{x}`: the local of that name; where there is none, the table. */
export function bindInterpolation(binder: Binder, scope: Scope, node: Interpolation): void {
  const { name } = node;
  if (findLocal(scope, name.text).local !== null) {
    const local = forceLocal(binder, scope, name);
    if (local !== null) binder.meanings.set(node, { kind: 'local', local });
    return;
  }
  const table = findTable(scope, name.text);
  const relation = binder.names.relation(binder.schema, name.text);
  if (table !== undefined) {
    binder.readTables.add(table);
    binder.meanings.set(node, { kind: 'cte', table });
  } else if (relation !== undefined)
    binder.meanings.set(node, { kind: 'relation', relation: expandView(binder, relation) });
  else reportUnknown(binder, scope, name);
}

/** A local in table position. One whose value is known to name a table or file stands for that. */
export function referThrough(binder: Binder, node: Syntax, local: BoundLocal): void {
  // a parameter of a script stands for the local that was given
  const given = local.role === 'parameter' ? local.again : null;
  const target = (given ?? local).scope?.refersTo ?? null;
  if (target?.kind === 'file') binder.meanings.set(node, { kind: 'file', path: target.path });
  else if (target?.kind === 'table') {
    const [name = '', schema = null] = target.name.split('.').reverse();
    const relation = binder.names.relation(schema, name);
    binder.meanings.set(
      node,
      relation === undefined
        ? { kind: 'unknown_table', nearest: undefined }
        : { kind: 'relation', relation: expandView(binder, relation) },
    );
  } else binder.meanings.set(node, { kind: 'local', local });
}

/** A name that can only be a catalog object or a file. */
export function bindRelation(binder: Binder, name: Name): void {
  const relation = findRelation(binder, name.parts);
  if (relation !== undefined) {
    binder.meanings.set(name, { kind: 'relation', relation: expandView(binder, relation) });
    return;
  }
  const parts = name.parts.map((part) => part.text);
  const path = unquotedFile(parts);
  if (path !== null) {
    binder.meanings.set(name, { kind: 'file', path });
    return;
  }
  const text = parts.join('.');
  const nearest = suggest(name.parts.at(-1)?.text ?? text, binder.names.relationNames());
  binder.unknownTables.add(text.toLowerCase());
  binder.meanings.set(name, { kind: 'unknown_table', nearest });
}

/** `t`, `schema.t`; a first part that names an attached database or the lake itself (`main.s.t`) is left out. */
export function findRelation(binder: Binder, parts: readonly Identifier[]): BoundRelation | undefined {
  const name = parts.at(-1)?.text ?? '';
  // what is stored was written for the main schema, whatever the session uses
  const own = binder.silent ? 'main' : binder.schema;
  const schema = parts.at(-2)?.text ?? own;
  return binder.names.relation(schema, name);
}

/** A view's text is parsed and bound once, in a scope of its own, where it is first used. */
function expandView(binder: Binder, relation: BoundRelation): BoundRelation {
  if (relation.kind !== 'view' || relation.query !== null) return relation;
  const { view } = relation;
  const query = binder.context.parseQuery(view.text, view.name);
  const expanded: BoundRelation = { kind: 'view', view, query };
  binder.names.define(view.schema, view.name, expanded);
  const { silent } = binder;
  binder.silent = true;
  bindQuery(binder, openScope(null, 'top'), query);
  binder.silent = silent;
  return expanded;
}
