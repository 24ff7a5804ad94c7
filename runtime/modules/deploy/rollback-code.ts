import { gobiError, GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { CatalogState, RoutineEntry, ViewEntry } from '../../catalog/catalog-state.ts';
import { objectKey, type DeployedEntry } from '../../catalog/deployed.ts';
import type { Frame } from '../../execution/frame.ts';
import type { CodeBase } from '../code-base.ts';
import { placed } from '../routine-source.ts';
import { shownRelation } from './declared-objects.ts';
import { dropLostGrants } from './lost-grants.ts';
import { defineRoutines } from './define-routines.ts';
import type { DeployChange } from './deploy-change.ts';

/** The way of a lake's code to what it was at an earlier snapshot. */
export interface RollbackPlan {
  readonly to: number;
  readonly target: CatalogState;
  readonly changes: readonly DeployChange[];
}

/**
 * Compares the code of a lake with that of an earlier snapshot: routines, views, types, triggers, schedules and pipelines, those of sessions too.
 * Errors: `InvalidOperation` where `to` is to come, those of `stateAt`.
 */
export function planRollback(
  state: CatalogState,
  stateAt: (snapshot: number) => CatalogState,
  to: number,
): RollbackPlan {
  if (to > state.snapshot)
    throw gobiError('InvalidOperation', {
      what: `a rollback to snapshot ${to}`,
      reason: `the newest snapshot is ${state.snapshot}`,
    });
  const target = stateAt(to);
  const changes = [
    ...compared(target.routines, state.routines, ({ id }) => id.slice(id.indexOf(':') + 1), sameRoutine),
    ...compared(viewsByName(target), viewsByName(state), ({ schema, name }) => shownRelation(schema, name), sameView),
    ...compared(target.types, state.types, ({ name }) => name, sameText),
    ...compared(target.automation, state.automation, ({ name }) => name, sameOptions),
  ];
  return { to, target, changes };
}

interface Entry {
  readonly kind?: string;
  readonly text: string;
}

function compared<T extends Entry>(
  target: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  nameOf: (entry: T) => string,
  same: (a: T, b: T) => boolean,
): readonly DeployChange[] {
  const change = (action: DeployChange['action'], entry: T, detail: string): DeployChange => ({
    ...{ action, kind: kindOf(entry), name: nameOf(entry), file: null, level: 'safe' },
    ...{ details: [detail], needs: [], touches: [] },
  });
  const found: DeployChange[] = [];
  for (const [key, entry] of target) {
    const present = now.get(key);
    if (present === undefined) found.push(change('create', entry, 'was dropped since'));
    else if (!same(entry, present)) found.push(change('change', entry, 'as it was'));
  }
  for (const [key, entry] of now) if (!target.has(key)) found.push(change('drop', entry, 'was made since'));
  return found;
}

function kindOf({ kind }: Entry): string {
  if (kind === undefined) return 'view';
  return kind === 'struct' || kind === 'exception' ? 'type' : kind;
}

function viewsByName({ views }: CatalogState): ReadonlyMap<string, ViewEntry> {
  return new Map([...views.values()].map((view) => [objectKey('view', `${view.schema}.${view.name}`), view]));
}

function sameText(a: Entry, b: Entry): boolean {
  return a.text === b.text;
}

function sameRoutine(a: RoutineEntry, b: RoutineEntry): boolean {
  const shape = ({ text, options, signature }: RoutineEntry): string =>
    JSON.stringify([text, options, { ...signature, inline: null }]);
  return shape(a) === shape(b);
}

function sameView(a: ViewEntry, b: ViewEntry): boolean {
  return a.text === b.text && JSON.stringify(a.fields) === JSON.stringify(b.fields);
}

function sameOptions<T extends Entry & { readonly options: unknown }>(a: T, b: T): boolean {
  return a.text === b.text && JSON.stringify(a.options) === JSON.stringify(b.options);
}

/** Puts the code of the plan's snapshot in the place of what there is. Errors: `StaleCode` with the object that does not check against the tables as they are. */
export function applyRollback(code: CodeBase, frame: Frame, { target }: RollbackPlan): void {
  const { transaction } = frame;
  const { state: now } = transaction;
  const [oldViews, newViews] = [viewsByName(target), viewsByName(now)];
  for (const [key, { kind, name }] of now.automation)
    if (!target.automation.has(key)) transaction.dropAutomation(kind, name);
  for (const id of now.routines.keys()) if (!target.routines.has(id)) transaction.dropRoutine(id);
  for (const [key, { id }] of newViews) if (!oldViews.has(key)) transaction.dropView(id);
  for (const [key, { name }] of now.types) if (!target.types.has(key)) transaction.dropType(name);

  for (const [key, { createdAt: _, modifiedAt: __, ...type }] of target.types)
    if (now.types.get(key)?.text !== type.text) transaction.upsertType(type);
  const routines = [...target.routines.values()].filter((entry) => {
    const present = now.routines.get(entry.id);
    return present === undefined || !sameRoutine(entry, present);
  });
  const storeModules = defineRoutines(
    code,
    transaction,
    routines.map(({ createdAt: _, modifiedAt: __, fingerprint: ___, body: ____, ...definition }) => {
      const { file, start } = placed(target, target.routines.get(definition.id)!);
      return { definition, place: { file, start } };
    }),
  );
  const views = [...oldViews].filter(([key, view]) => {
    const present = newViews.get(key);
    return present === undefined || !sameView(view, present);
  });
  for (const [, { schema, name, text, fields, portableText }] of views)
    transaction.createView({ schema, name, text, fields, portableText }, true);
  for (const [key, { createdAt: _, modifiedAt: __, ...entry }] of target.automation) {
    const present = now.automation.get(key);
    if (present === undefined || !sameOptions(entry, present)) transaction.upsertAutomation(entry);
  }
  restored(storeModules);
  for (const [, { schema, name }] of views) {
    const query = `select * from \`${schema}\`.\`${name}\``;
    if (!code.checks(query, transaction.state))
      throw moved(`view ${shownRelation(schema, name)}`, 'its query does not check');
  }
  dropLostGrants(transaction);
  for (const entry of target.deployed.values()) noteAgain(frame, entry);
}

/** What was deployed then is the project's again; tables are as they are. */
function noteAgain({ transaction }: Frame, entry: DeployedEntry): void {
  if (entry.object.startsWith('table:')) return;
  const present = transaction.state.deployed.get(entry.object);
  if (present !== entry) transaction.setDeployed(entry);
}

function restored(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    const diagnostics = error.params['diagnostics'];
    const file = Array.isArray(diagnostics)
      ? (diagnostics[0] as { readonly file?: string } | undefined)?.file
      : undefined;
    throw moved(file === undefined ? 'the code of that snapshot' : `the code from ${file}`, error.message, error);
  }
}

function moved(object: string, reason: string, cause?: GobiError): GobiError {
  return gobiError(
    'InvalidOperation',
    {
      what: `the rollback of code`,
      reason: `${object} does not fit the tables as they are now: ${reason}`,
      instead: 'change the tables back first, or deploy the older project and mend what does not check',
    },
    ...(cause === undefined ? [] : [{ cause }]),
  );
}
