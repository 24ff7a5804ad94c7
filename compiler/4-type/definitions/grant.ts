import { PRIVILEGES, PRIVILEGES_ON, type GrantObject, type Privilege } from '../../contract/access.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Grant } from '../../ir/syntax-definition.ts';
import type { CatalogChange } from '../../ir/typed-statement.ts';
import { runnable } from '../automation/objects.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { lastPart, qualified } from './definition.ts';
import { relationKind } from './shapes.ts';

const OBJECTS: Readonly<Record<string, GrantObject>> = {
  table: 'table',
  view: 'view',
  'materialized view': 'view',
  schema: 'schema',
  procedure: 'procedure',
  function: 'function',
};

/** GRANT and REVOKE: the rights that there are on the object, an object and a role that exist. */
export function checkGrant(env: Env, node: Grant): CatalogChange | null {
  const object = OBJECTS[node.object];
  if (object === undefined) {
    const nearest = suggest(node.object, Object.keys(OBJECTS));
    report(env, 'PLG1114', { kind: 'kind of object', name: node.object, nearest }, node.span);
    return null;
  }
  const privileges = privilegesOf(env, node, object);
  const isKnown = requireObject(env, node, object);
  if (!requireRole(env, node) || privileges === null || !isKnown) return null;
  const { schema, name: last } = qualified(env, node.name);
  const name = object === 'table' || object === 'view' ? `${schema}.${last}` : last;
  const role = node.role.text;
  return {
    kind: 'grant',
    revoke: node.revoke,
    grants: privileges.map((privilege) => ({ role, privilege, object, name })),
  };
}

/** The privileges named, `all` written out; `null` where one is none of the object's. */
function privilegesOf(env: Env, node: Grant, object: GrantObject): readonly Privilege[] | null {
  const possible = PRIVILEGES_ON[object];
  if (node.privileges.includes('all')) return possible;
  const wrong = node.privileges.find((each) => !possible.some((privilege) => privilege === each));
  if (wrong === undefined) return PRIVILEGES.filter((privilege) => node.privileges.includes(privilege));
  report(env, 'PLG1803', { privilege: wrong, object, possible }, node.span);
  return null;
}

function requireRole(env: Env, { role }: Grant): boolean {
  const { bound, context } = env.checker;
  const { access, complete } = context.view;
  const declared = bound.program.statements.flatMap((each) => (each.kind === 'CreateRole' ? [each.name.text] : []));
  const names = [...declared, ...(access?.roles ?? [])];
  // the files of a project are shown the tables and routines of each other alone: a deploy looks at the roles
  if (access === undefined || !complete || context.mode === 'project' || hasName(names, role.text)) return true;
  report(env, 'PLG1114', { kind: 'role', name: role.text, nearest: suggest(role.text, names) }, role.span);
  return false;
}

function requireObject(env: Env, node: Grant, object: GrantObject): boolean {
  const { view } = env.checker.context;
  const name = lastPart(node.name);
  const unknown = (nearest: string | undefined): boolean => {
    if (!view.complete) return true;
    report(env, 'PLG1114', { kind: object, name, nearest }, node.name.span);
    return false;
  };
  switch (object) {
    case 'table':
    case 'view': {
      const meaning = meaningOf(env, node.name);
      if (meaning?.kind !== 'relation') return unknown(meaning?.kind === 'unknown_table' ? meaning.nearest : undefined);
      const kind = relationKind(meaning.relation);
      if ((kind === 'table') === (object === 'table')) return true;
      const verb = node.revoke ? 'revoke' : 'grant';
      const reason = `it is a ${kind}: \`${verb} … on ${kind} ${name} …\``;
      report(env, 'PLG1331', { what: `\`${verb} … on ${object}\``, table: name, reason }, node.name.span);
      return false;
    }
    case 'schema': {
      const made = env.checker.bound.program.statements.flatMap((each) =>
        each.kind === 'CreateSchema' ? [lastPart(each.name)] : [],
      );
      const names = [...view.schemas, ...made];
      return hasName(names, name) || unknown(suggest(name, names));
    }
    case 'procedure':
    case 'function': {
      if (runnable(env, name).some((each) => each.kind === object)) return true;
      const names = view.routines.flatMap((each) => (each.kind === object ? [each.name] : []));
      return unknown(suggest(name, names));
    }
  }
}

function hasName(names: readonly string[], name: string): boolean {
  return names.some((each) => each.toLowerCase() === name.toLowerCase());
}
