import type { TableInfo } from '../../contract/catalog-view.ts';
import { NULL } from '../../contract/data-type.ts';
import { isDataType } from '../../contract/type.ts';
import type { BoundRelation, DeclaredRelation } from '../../ir/bound.ts';
import type { CreateTable, CreateView } from '../../ir/syntax-definition.ts';
import type { Query } from '../../ir/syntax-query.ts';
import { silently, type Checker } from '../checker.ts';
import { topEnv } from '../routines/frames.ts';
import { checkQuery } from '../queries/query.ts';
import { openTracker } from '../queries/tracker.ts';
import { EMPTY_SCOPE } from '../queries/query-scope.ts';
import { columnsOf, ownConstraints, keysOf } from './columns.ts';

/** What a relation is, as messages call it. */
export function relationKind(relation: BoundRelation): 'table' | 'view' | 'materialized view' {
  if (relation.kind === 'table') return relation.table.materialized === undefined ? 'table' : 'materialized view';
  if (relation.kind === 'view') return 'view';
  if (relation.statement.kind === 'CreateTable') return 'table';
  return relation.statement.materialized ? 'materialized view' : 'view';
}

/** The columns and keys of what a name in table position stands for; `null` for a table whose columns only run time knows. */
export function shapeOf(checker: Checker, relation: BoundRelation): TableInfo | null {
  if (relation.kind === 'table') return checker.altered.get(relation.table.id) ?? relation.table;
  const known = checker.shapes.get(relation);
  if (known !== undefined) return known;
  if (relation.kind === 'view') {
    const { view } = relation;
    const columns = view.fields.map((field, i) => ({ ...field, fieldId: i + 1, defaultText: null }));
    return {
      id: view.id,
      schema: view.schema,
      name: view.name,
      columns,
      keys: [],
      checks: [],
      schemaVersion: 0,
      rowCount: null,
      readOnly: false,
    };
  }
  const shape = declaredShape(checker, relation);
  if (shape !== null) checker.shapes.set(relation, shape);
  return shape;
}

function declaredShape(checker: Checker, relation: DeclaredRelation): TableInfo | null {
  const { statement, schema, name } = relation;
  const base = { id: checker.nextTable--, schema, name, schemaVersion: 0, rowCount: null, readOnly: false, checks: [] };
  if (statement.kind === 'CreateView' || statement.query !== undefined) {
    const query = statement.query;
    return query === undefined ? null : queryShape(checker, base, query, statement);
  }
  const columns = silently(checker, () => columnsOf(checker, statement.columns, statement.constraints));
  const constraints = silently(checker, () => ownConstraints(checker, statement));
  return {
    ...base,
    columns: columns.map((column, i) => ({
      name: column.name,
      type: column.type,
      nullable: column.nullable,
      fieldId: i + 1,
      defaultText: column.defaultText,
    })),
    ...keysOf(columns, constraints),
  };
}

/** The shape that a query's result has; `null` when only run time knows it, or while it is being found out (a view that reads itself). */
function queryShape(
  checker: Checker,
  base: Omit<TableInfo, 'columns' | 'keys'>,
  query: Query,
  statement: CreateTable | CreateView,
): TableInfo | null {
  if (checker.shaping.has(statement)) return noteCircle(checker, statement);
  checker.shaping.add(statement);
  const env = topEnv(checker);
  const { columns, dynamic } = silently(checker, () =>
    checkQuery({ ...env, query: EMPTY_SCOPE, tracker: openTracker(0, null) }, query),
  );
  checker.shaping.delete(statement);
  if (dynamic || columns.some((column) => !isDataType(column.type))) return null;
  const names = statement.kind === 'CreateView' ? statement.columns : [];
  return {
    ...base,
    keys: [],
    columns: columns.map((column, i) => ({
      name: names[i]?.text ?? column.name,
      type: isDataType(column.type) ? column.type : NULL,
      nullable: column.nullable,
      fieldId: i + 1,
      defaultText: null,
    })),
  };
}

function noteCircle({ shaping, circles, circular }: Checker, statement: CreateTable | CreateView): null {
  if (circular.has(statement)) return null;
  const open = [...shaping];
  const members = open.slice(open.indexOf(statement));
  circles.set(statement, members);
  for (const member of members) circular.add(member);
  return null;
}
