import type { CatalogState } from '../../catalog/catalog-state.ts';
import { findTable, findView } from '../../catalog/find.ts';
import { compareView } from './compare-code.ts';
import { compareTable, type TableStep } from './compare-table.ts';
import type { DeclaredObject, DeclaredTable } from './declared-objects.ts';
import { breaking, forbidden, safe, type DeployConsent, type Difference, type PlannedChange } from './deploy-change.ts';
import { changeOf, planNote, type Building } from './deploy-work.ts';
import type { PlanMemo } from './plan-memo.ts';

/** Plans a table or a materialized view; `indexes` are those that the project declares for it. */
export function planTable(
  object: DeclaredTable,
  state: CatalogState,
  consent: DeployConsent,
  work: Building,
  indexes: readonly Extract<DeclaredObject, { kind: 'index' }>['index'][],
  memo: PlanMemo,
): PlannedChange | null {
  const { schema, table: name, kind, key } = object;
  if (object.temporary)
    return changeOf(
      object,
      'create',
      [forbidden('a temporary table belongs to a session: make it in a script')],
      consent,
    );
  const stored = findTable(state, schema, name);
  const create = (action: 'create' | 'change', differences: readonly Difference[]): PlannedChange => {
    work.tables.push(object);
    // a unique index of a new table is made with it
    if (indexes.length > 0) {
      const steps = indexes.map(({ name: index, columns, unique }): TableStep =>
        unique
          ? { kind: 'add_key', name: index, primary: false, columns }
          : { kind: 'add_index', name: index, columns },
      );
      work.altered.push({ schema, table: name, steps });
    }
    work.noted.push(object);
    return changeOf(object, action, differences, consent);
  };
  if (stored === null) {
    const view = findView(state, schema, name);
    if (view === null) return create('create', []);
    const viewKey = `view:${schema}.${name}`.toLowerCase();
    if (!state.deployed.has(viewKey))
      return changeOf(
        object,
        'change',
        [forbidden('a view of this name, made in a session, is in the lake: drop it first')],
        consent,
      );
    work.drops.push({ kind: 'view', schema, name, key: viewKey });
    return create('change', [breaking(`is a ${kind}, was a view`)]);
  }
  if ((stored.materialized !== undefined) !== (kind === 'materialized view')) {
    const there = stored.materialized === undefined ? 'table' : 'materialized view';
    return changeOf(object, 'change', [forbidden(`a ${there} of this name is in the lake: drop it first`)], consent);
  }
  if (kind === 'materialized view') {
    const text = stored.materialized ?? '';
    const columns = { fields: object.columns, text: object.materialized ?? '' };
    const found = compareView(columns, { fields: stored.columns, text }).filter(
      ({ text: said }) => said !== 'other columns of it may be NULL',
    );
    if (found.length === 0) return planNote(object, state, work, memo);
    work.drops.push({ kind: 'table', schema, name, key });
    return create('change', [...found, safe('its rows are made again')]);
  }
  const { differences, steps } = compareTable(object, indexes, stored, state.deployed.get(key)?.parts ?? []);
  if (differences.length === 0) return planNote(object, state, work, memo);
  work.altered.push({ schema, table: name, steps });
  work.noted.push(object);
  return changeOf(object, 'change', differences, consent);
}
