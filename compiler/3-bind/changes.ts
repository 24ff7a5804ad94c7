import type {
  Assignment,
  ChangeTarget,
  DataChange,
  Delete,
  Insert,
  Merge,
  Update,
  UpsertInto,
} from '../ir/syntax-change.ts';
import { isDefaultWord } from '../ir/default-word.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import { assertNever } from '../source/assert-never.ts';
import type { Binder } from './binder.ts';
import { bindExpression } from './expressions.ts';
import { forceLocal } from './locals.ts';
import { bindCommonTables, bindItems, bindQuery, bindSource, reportUnread } from './queries.ts';
import { findLocal, openScope, type Scope } from './scope.ts';
import { bindTableName, referThrough } from './tables.ts';
import { bindStoredText } from './texts.ts';

/** A statement that changes rows. */
export function bindDataChange(binder: Binder, outer: Scope, node: DataChange): void {
  bindTarget(binder, outer, node.target);
  const common = 'with' in node ? node.with : undefined;
  const scope = common === undefined ? outer : bindCommonTables(binder, outer, common);
  const inside = openScope(scope, 'query');
  switch (node.kind) {
    case 'Insert':
    case 'UpsertInto':
      bindInserted(binder, scope, node);
      break;
    case 'Update':
      bindUpdate(binder, scope, inside, node);
      break;
    case 'Delete':
      bindDelete(binder, scope, inside, node);
      break;
    case 'Merge':
      bindMerge(binder, scope, inside, node);
      break;
    default:
      assertNever(node);
  }
  bindItems(binder, inside, node.returning);
  reportUnread(binder, common);
}

function bindTarget(binder: Binder, scope: Scope, target: ChangeTarget): void {
  if (target.kind === 'Interpolation') {
    const local = forceLocal(binder, scope, target.name);
    if (local !== null) referThrough(binder, target, local);
  } else bindTableName(binder, scope, target);
  const meaning = binder.meanings.get(target);
  if (meaning?.kind !== 'relation' || meaning.relation.kind !== 'table') return;
  for (const { defaultText } of meaning.relation.table.columns)
    if (defaultText !== null) bindStoredText(binder, defaultText);
  for (const { text } of meaning.relation.table.checks) bindStoredText(binder, text);
}

function bindInserted(binder: Binder, scope: Scope, node: Insert | UpsertInto): void {
  if (node.source.kind === 'Values')
    for (const row of node.source.rows) for (const value of row.values) bindNewValue(binder, scope, value);
  else if (node.source.kind === 'Query') bindQuery(binder, scope, node.source);
  const conflict = node.kind === 'Insert' ? node.conflict : undefined;
  if (conflict === undefined) return;
  const inside = openScope(scope, 'query');
  bindAssignments(binder, inside, conflict.assignments);
  if (conflict.where !== undefined) bindExpression(binder, inside, conflict.where);
}

function bindUpdate(binder: Binder, scope: Scope, inside: Scope, node: Update): void {
  for (const source of node.from) bindSource(binder, scope, source);
  bindAssignments(binder, inside, node.assignments);
  if (node.where !== undefined) bindExpression(binder, inside, node.where);
}

function bindDelete(binder: Binder, scope: Scope, inside: Scope, node: Delete): void {
  for (const source of node.using) bindSource(binder, scope, source);
  if (node.where !== undefined) bindExpression(binder, inside, node.where);
}

function bindMerge(binder: Binder, scope: Scope, inside: Scope, node: Merge): void {
  bindSource(binder, scope, node.source);
  if (node.on !== undefined) bindExpression(binder, inside, node.on);
  for (const { condition, action } of node.clauses) {
    if (condition !== undefined) bindExpression(binder, inside, condition);
    if (action.kind === 'MergeUpdate') bindAssignments(binder, inside, action.assignments);
    if (action.kind === 'MergeInsert') action.values.forEach((value) => bindExpression(binder, inside, value));
  }
}

function bindAssignments(binder: Binder, scope: Scope, assignments: readonly Assignment[]): void {
  for (const { value } of assignments) bindNewValue(binder, scope, value);
}

/** DEFAULT is a word here, unless a local has this name. */
function bindNewValue(binder: Binder, scope: Scope, value: Expression): void {
  if (!isDefaultWord(value) || findLocal(scope, 'default').local !== null) bindExpression(binder, scope, value);
}
