import { NULL } from '../../contract/data-type.ts';
import { isDataType, showType, type Column } from '../../contract/type.ts';
import type { CreateTable, CreateView } from '../../ir/syntax-definition.ts';
import type { CatalogChange } from '../../ir/typed-statement.ts';
import { report, textOf, type Env } from '../checker.ts';
import { addSites, noSites } from '../effects/sites.ts';
import { EMPTY_SCOPE } from '../queries/query-scope.ts';
import { checkQuery, fieldsOf } from '../queries/query.ts';
import { requireDistinctNames } from '../queries/distinct-names.ts';
import { openTracker } from '../queries/tracker.ts';
import { checkRowConditions, columnsOf, constraintsOf } from './columns.ts';
import { noteStanding } from '../routines/standing-tables.ts';
import { shapeOf } from './shapes.ts';
import { qualified, refuseSystem } from './definition.ts';
import { warnOfTaken } from './taken-name.ts';

/** CREATE MATERIALIZED VIEW: a table that keeps the rows of its query, and the query's text for REFRESH. */
export function createMaterializedView(env: Env, node: CreateView): CatalogChange | null {
  const { query, columns: names } = node;
  const table = createTable(env, {
    ...node,
    kind: 'CreateTable',
    temporary: false,
    columns: [],
    constraints: [],
    names,
  });
  if (table?.kind !== 'create_table') return null;
  return { ...table, materialized: { text: textOf(env, query), names: names.map((column) => column.text) } };
}

/** CREATE TABLE, from column definitions or from a query; `names` rename the query's columns. */
export function createTable(
  env: Env,
  node: CreateTable & { readonly names?: CreateView['columns'] },
): CatalogChange | null {
  const { schema, name } = qualified(env, node.name);
  if (refuseSystem(env, schema, node.name)) return null;
  warnOfTaken(env, node, schema, name);
  const base = {
    kind: 'create_table' as const,
    schema,
    name,
    ifNotExists: node.ifNotExists,
    orReplace: node.orReplace,
    temporary: node.temporary,
  };
  if (node.query === undefined) {
    const columns = columnsOf(env.checker, node.columns, node.constraints);
    const constraints = constraintsOf(env.checker, node);
    checkRowConditions(env.checker, node, columns);
    stand(env, node, schema, name);
    return { ...base, columns, constraints, as: null };
  }
  const tracker = openTracker(env.frame.locals.length, env.tracker);
  const checked = checkQuery({ ...env, tracker, query: EMPTY_SCOPE }, node.query);
  const { query, dynamic, wrong } = checked;
  if (wrong) return null;
  const { names = [] } = node;
  if (!dynamic && names.length > 0 && names.length !== checked.columns.length) {
    report(env, 'PLG1329', { name, given: names.length, needed: checked.columns.length }, node.name.span);
    return null;
  }
  const columns = checked.columns.map((column, i) => ({ ...column, name: names[i]?.text ?? column.name }));
  // what a script makes of a table or file that is given to it is known when it runs
  if (
    tracker.dynamic &&
    [...tracker.locals].some(([local, isTable]) => isTable && env.checker.scriptParameters.has(local))
  )
    return null;
  for (const column of columns) {
    if (!dynamic && !isDataType(column.type))
      report(
        env,
        'PLG1227',
        { what: `column \`${column.name}\``, found: showType(column.type), expected: 'a type of values' },
        node.query.span,
      );
  }
  if (!tracker.dynamic && !requireDistinctNames(env, columns, 'the new table', node.query.span, query.body))
    return null;
  if (tracker.dynamic) {
    report(
      env,
      'PLG1014',
      {
        what: 'a query with sources that only run time knows',
        place: 'in `create table … as`: make the table, then `insert into` it',
      },
      node.query.span,
    );
    return null;
  }
  stand(env, node, schema, name, columns);
  return { ...base, columns: [], constraints: [], as: query };
}

/** What follows in a routine can rely on the table that it makes, if none can be there before. */
function stand(env: Env, node: CreateTable, schema: string, name: string, columns: readonly Column[] = []): void {
  if (env.frame.kind === 'top' || node.ifNotExists) return;
  if (node.query === undefined) {
    const shape = shapeOf(env.checker, { kind: 'declared', schema, name, statement: node, inRoutine: true });
    if (shape !== null) noteStanding(env, shape);
    return;
  }
  const fields = columns.map(({ name, type, nullable }, i) => ({
    ...{ name, type: isDataType(type) ? type : NULL, nullable },
    ...{ fieldId: i + 1, defaultText: null },
  }));
  const base = { id: env.checker.nextTable--, schema, name, schemaVersion: 0, rowCount: null, readOnly: false };
  noteStanding(env, { ...base, columns: fields, keys: [], checks: [] });
}

/** PLG1345, at the first view of the circle that is looked at. */
function reportCircle(env: Env, node: CreateView, name: string): void {
  const members = env.checker.circles.get(node);
  if (members === undefined || env.checker.silent > 0) return;
  const through = members.flatMap((member) =>
    member !== node && member.kind === 'CreateView' ? [qualified(env, member.name).name] : [],
  );
  report(env, 'PLG1345', { name, through }, node.name.span);
}

/** CREATE VIEW: the query is kept as text and typed where the view is used. */
export function createView(env: Env, node: CreateView): CatalogChange | null {
  const { schema, name } = qualified(env, node.name);
  if (refuseSystem(env, schema, node.name)) return null;
  warnOfTaken(env, node, schema, name);
  const tracker = openTracker(0, null);
  const frame = { ...env.frame, sites: noSites() };
  const { shaping, circular } = env.checker;
  shaping.add(node);
  const { query, columns, wrong } = checkQuery({ ...env, frame, tracker, query: EMPTY_SCOPE }, node.query);
  shaping.delete(node);
  addSites(env.frame.sites, frame.sites);
  reportCircle(env, node, name);
  if (circular.has(node)) return null;
  if (wrong) return null;
  if (node.columns.length > 0 && node.columns.length !== columns.length) {
    report(env, 'PLG1329', { name, given: node.columns.length, needed: columns.length }, node.name.span);
    return null;
  }
  const named = columns.map((column, i) => ({ ...column, name: node.columns[i]?.text ?? column.name }));
  if (!requireDistinctNames(env, named, 'the view', node.query.span, query.body)) return null;
  const fields = fieldsOf(named);
  if (env.checker.silent === 0)
    env.checker.views.set(node, { object: { schema, name, fields, query, span: node.span }, sites: frame.sites });
  const { ifNotExists, orReplace } = node;
  return { kind: 'create_view', schema, name, fields, text: textOf(env, node.query), orReplace, ifNotExists };
}
