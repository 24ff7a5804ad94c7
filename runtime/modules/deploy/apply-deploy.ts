import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import { findTable } from '../../catalog/find.ts';
import { changeGrants, putRole } from '../../execution/catalog/access.ts';
import { changeTable as alterTable } from '../../execution/catalog/alter-table.ts';
import { checkConstraints } from '../../execution/catalog/retype-column.ts';
import type { Frame } from '../../execution/frame.ts';
import type { Transaction } from '../../transaction/transaction.ts';
import { components, parseText } from '../build.ts';
import type { CodeBase } from '../code-base.ts';
import { declaredParts, type TableStep } from './compare-table.ts';
import type { TableEdit } from './compare-table-extras.ts';
import type { DeclaredTable } from './declared-objects.ts';
import { defineRoutines } from './define-routines.ts';
import { dropLostGrants } from './lost-grants.ts';
import type { DeployWork, ObjectPlan } from './deploy-work.ts';
import { PlanMemo } from './plan-memo.ts';
import type { Drop } from './vanished-objects.ts';

/**
 * Makes the changes of a plan in the frame's transaction, which commits or drops them together. The transaction must read the state that was planned for.
 * Errors are those of the changes: rows that a new key, type or NOT NULL does not fit, code that does not compile.
 */
export function applyDeploy(
  code: CodeBase,
  frame: Frame,
  { version, work }: Pick<ObjectPlan, 'version' | 'work'>,
): void {
  const { transaction } = frame;
  for (const drop of work.drops) dropObject(transaction, drop);
  for (const schema of work.schemas) transaction.createSchema(schema);
  for (const type of work.types) transaction.upsertType(type);
  const storeModules = defineRoutines(
    code,
    transaction,
    work.routines.map(({ info, place: { file, line, column } }) => ({
      definition: { ...info, options: info.options ?? {} },
      place: { file, start: { line, column } },
    })),
  );
  for (const view of work.views) transaction.createView({ ...view, portableText: null }, true);
  for (const table of inOrder(work, false)) makeTable(code, frame, table);
  const isThere = ({ schema, table }: DeployWork['altered'][number]): boolean =>
    findTable(transaction.state, schema, table) !== null;
  const now = work.altered.filter(isThere);
  for (const { schema, table, steps } of now) for (const step of steps) changeTable(frame, schema, table, step);
  storeModules();
  for (const table of inOrder(work, true)) makeTable(code, frame, table);
  for (const { schema, table, steps } of work.altered.filter((each) => !now.includes(each)))
    for (const step of steps) changeTable(frame, schema, table, step);
  for (const entry of work.automation) transaction.upsertAutomation(entry);
  for (const { schema, table, column, text } of work.comments)
    changeTable(frame, schema, table, { kind: 'comment', column, text });
  dropLostGrants(transaction);
  for (const { name, limits } of work.roles) putRole(frame, name, limits);
  for (const grant of work.grants) changeGrants(frame, { kind: 'grant', revoke: grant.revoke, grants: grant.grants });
  note(frame, version, work);
}

function dropObject(transaction: Transaction, drop: Drop): void {
  const { state } = transaction;
  switch (drop.kind) {
    case 'table':
      return transaction.dropTable(requireTable(transaction, drop.schema, drop.name).id);
    case 'view':
      return transaction.dropView(state.relations.get(`${drop.schema}.${drop.name}`.toLowerCase())!.id);
    case 'routine':
      return transaction.dropRoutine(drop.id);
    case 'type':
      return transaction.dropType(drop.name);
    case 'trigger':
    case 'schedule':
    case 'pipeline':
      return transaction.dropAutomation(drop.kind, drop.name);
    default:
      assertNever(drop);
  }
}

/** Runs the declaration, as a session would. */
function makeTable(code: CodeBase, frame: Frame, { text, place }: DeclaredTable): void {
  const parsed = parseText(`${'\n'.repeat(place.line - 1)}${' '.repeat(place.column - 1)}${text}`, place.file);
  code.prepare(parsed, frame.transaction.state, [], []).main(frame);
}

/** Tables, with the rows of queries or without: each after those that its query reads, itself or through views, and that it refers to. */
function inOrder({ tables, views }: DeployWork, ofQueries: boolean): readonly DeclaredTable[] {
  const own = tables.filter((table) => table.queried === ofQueries);
  const mentions = (text: string, name: string, seen: ReadonlySet<string>): boolean =>
    has(text, name) ||
    views.some(
      (view) =>
        !seen.has(view.name) && has(text, view.name) && mentions(view.text, name, new Set([...seen, view.name])),
    );
  const edges = own.map(({ text }, i) =>
    own.flatMap((other, at) => (at !== i && mentions(text, other.table, new Set()) ? [at] : [])),
  );
  return components(edges).flatMap((group) => group.map((i) => own[i]!));
}

function has(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase());
}

function changeTable(
  frame: Frame,
  schema: string,
  name: string,
  step: TableStep | ({ readonly kind: 'comment' } & Pick<TableEdit, 'column' | 'text'>),
): void {
  const { transaction } = frame;
  const table = requireTable(transaction, schema, name);
  const positions = (names: readonly string[]): number[] => names.map((column) => positionOf(table, column));
  switch (step.kind) {
    case 'alter':
      return alterTable(frame, { kind: 'alter_table', schema, table: name, action: step.action });
    case 'add_key': {
      const key = { name: step.name, primary: step.primary, columns: positions(step.columns) };
      transaction.alterTable(table.id, { kind: 'add_key', key });
      return;
    }
    case 'add_check':
      transaction.alterTable(table.id, { kind: 'add_check', check: { name: step.name, text: step.text } });
      return checkConstraints(frame, table);
    case 'drop_constraint':
      transaction.alterTable(table.id, { kind: 'drop_constraint', name: step.name });
      return;
    case 'add_index':
      transaction.alterTable(table.id, { kind: 'add_index', name: step.name, columns: positions(step.columns) });
      return;
    case 'drop_index':
      transaction.alterTable(table.id, { kind: 'drop_index', name: step.name });
      return;
    case 'comment': {
      const column = step.column === null ? null : positionOf(table, step.column);
      transaction.alterTable(table.id, { kind: 'comment', column, text: step.text });
      return;
    }
    default:
      assertNever(step);
  }
}

function requireTable({ state }: Transaction, schema: string, name: string): TableEntry {
  const table = findTable(state, schema, name);
  if (table === null) throw gobiError('TableNotFound', { name: `${schema}.${name}` });
  return table;
}

function positionOf(table: TableEntry, name: string): number {
  const at = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (at < 0) throw gobiError('ColumnNotFound', { table: table.name, name });
  return at;
}

/** Notes which objects are the project's, and what of its tables. */
function note({ transaction, environment }: Frame, version: string, { noted, indexes }: DeployWork): void {
  const deployedAt = environment.clock.now();
  const memo = new PlanMemo();
  for (const object of noted) {
    const { key, place } = object;
    transaction.setDeployed({
      ...{ object: key, ...place, source: memo.hashOf(object), version, deployedAt, snapshot: 0 },
      parts: 'constraints' in object ? partsOf(transaction, object, indexes) : [],
    });
  }
}

function partsOf(transaction: Transaction, table: DeclaredTable, indexes: DeployWork['indexes']): readonly string[] {
  const own = indexes.filter((index) => `table:${index.schema}.${index.table}`.toLowerCase() === table.key);
  return declaredParts(table, own, requireTable(transaction, table.schema, table.table));
}
