import type { Drop } from '../../ir/syntax-definition.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { CatalogChange } from '../../ir/typed-statement.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { lastPart, qualified, refuseSystem } from './definition.ts';
import { forgetStanding } from '../routines/standing-tables.ts';
import { requireKnown } from './known-name.ts';
import { relationKind } from './shapes.ts';

type DropObject = Extract<CatalogChange, { kind: 'drop' }>['object'];

const OBJECTS: Readonly<Record<string, DropObject>> = {
  table: 'table',
  view: 'view',
  'materialized view': 'materialized view',
  schema: 'schema',
  index: 'index',
  procedure: 'procedure',
  function: 'function',
  trigger: 'trigger',
  schedule: 'schedule',
  pipeline: 'pipeline',
  type: 'type',
  struct: 'type',
  exception: 'type',
  role: 'role',
  secret: 'secret',
};

/** DROP of an object; that it exists is checked where all objects are known. */
export function checkDrop(env: Env, node: Drop): CatalogChange | null {
  const object = OBJECTS[node.object];
  if (object === undefined) {
    report(
      env,
      'PLG1114',
      { kind: 'kind of object', name: node.object, nearest: suggest(node.object, Object.keys(OBJECTS)) },
      node.span,
    );
    return null;
  }
  const { schema, name } = qualified(env, node.name);
  if (object === 'table' || object === 'view' || object === 'materialized view') {
    if (refuseSystem(env, schema, node.name)) return null;
    const meaning = meaningOf(env, node.name);
    if (meaning?.kind !== 'relation' && !node.ifExists && env.checker.context.view.complete) {
      report(
        env,
        'PLG1114',
        {
          kind: object,
          name: lastPart(node.name),
          nearest: meaning?.kind === 'unknown_table' ? meaning.nearest : undefined,
        },
        node.name.span,
      );
      return null;
    }
    const kind = meaning?.kind === 'relation' ? relationKind(meaning.relation) : object;
    if (kind !== object) {
      const reason = `it is a ${kind}: \`drop ${kind} ${lastPart(node.name)}\``;
      report(env, 'PLG1331', { what: `\`drop ${object}\``, table: lastPart(node.name), reason }, node.name.span);
      return null;
    }
    forgetStanding(env, schema, name);
    env.checker.dropped.add(`${schema}.${name}`.toLowerCase());
  } else if (!node.ifExists && !requireKnown(env, object, node.name)) return null;
  return { kind: 'drop', object, schema, name, ifExists: node.ifExists };
}
