import { createHash } from 'node:crypto';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import { LIMIT_NAMES, type LimitValues } from '../../../compiler/contract/limit-settings.ts';
import type { AutomationInfo } from '../../../compiler/contract/catalog-view.ts';
import { accessKey, grantDefinition, type RoleDefinition } from '../../catalog/access.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import { findRelation, findView } from '../../catalog/find.ts';
import { compareAutomation, compareType, compareView } from './compare-code.ts';
import { compareComment, compareLooseIndex } from './compare-table-extras.ts';
import type { DeclaredObject, DeclaredTable } from './declared-objects.ts';
import { forbidden, safe, type DeployConsent, type Difference, type PlannedChange } from './deploy-change.ts';
import { changeOf, planNote, type Building, type ObjectPlan } from './deploy-work.ts';
import { PlanMemo } from './plan-memo.ts';
import { planTable } from './plan-table.ts';
import { vanishedObjects } from './vanished-objects.ts';

/** Compares what a project declares with a lake. Pure; costs as much as the project has declarations. */
export function planObjects(
  declared: readonly DeclaredObject[],
  state: CatalogState,
  consent: DeployConsent = {},
  memo = new PlanMemo(),
): ObjectPlan {
  const work: Building = {
    ...{ drops: [], schemas: [], types: [], routines: [], views: [] },
    ...{ tables: [], altered: [], automation: [], comments: [], roles: [], grants: [], noted: [] },
    indexes: declared.flatMap((each) => (each.kind === 'index' ? [each.index] : [])),
  };
  const changes: PlannedChange[] = [];
  const indexes = indexesByTable(declared);
  for (const object of declared) {
    const change = planObject(object, state, consent, work, indexes, memo);
    if (change !== null) changes.push(change);
  }
  const { drops, changes: vanished } = vanishedObjects(new Set(declared.map(({ key }) => key)), state, consent);
  work.drops.push(...drops);
  return { version: versionOf(declared, memo), changes: [...changes, ...vanished], work };
}

function planObject(
  object: DeclaredObject,
  state: CatalogState,
  consent: DeployConsent,
  work: Building,
  indexes: ReturnType<typeof indexesByTable>,
  memo: PlanMemo,
): PlannedChange | null {
  switch (object.kind) {
    case 'table':
    case 'materialized view':
      return planTable(object, state, consent, work, indexes.get(object.key) ?? [], memo);
    case 'procedure':
    case 'function': {
      const stored = state.routines.get(object.info.id);
      const found = stored === undefined ? null : memo.compareRoutine(object.info, stored);
      return planCode(object, state, found, work, memo, () => work.routines.push(object));
    }
    case 'view': {
      const { schema, name } = object.info;
      const stored = findView(state, schema, name);
      if (stored === null && findRelation(state, schema, name) !== null)
        return changeOf(object, 'change', [forbidden('a table of this name is in the lake: drop it first')], consent);
      const found = stored === null ? null : compareView(object.info, stored);
      return planCode(object, state, found, work, memo, () => work.views.push(object.info));
    }
    case 'type': {
      const stored = state.types.get(object.info.name.toLowerCase());
      const found = stored === undefined ? null : compareType(object.info, stored);
      return planCode(object, state, found, work, memo, () => work.types.push(object.info));
    }
    case 'trigger':
    case 'schedule':
    case 'pipeline': {
      const stored = state.automation.get(object.key);
      const found = stored === undefined ? null : compareAutomation(object.info, stored);
      return planCode(object, state, found, work, memo, () => work.automation.push(keptEnabled(object.info, stored)));
    }
    case 'schema':
      if (state.schemas.has(object.name.toLowerCase())) return null;
      work.schemas.push(object.name);
      return changeOf(object, 'create', [], consent);
    case 'role': {
      const stored = state.access.get(accessKey('role', object.name)) as RoleDefinition | undefined;
      if (stored !== undefined && sameLimits(stored.limits ?? {}, object.role.limits)) return null;
      work.roles.push(object.role);
      return changeOf(object, stored === undefined ? 'create' : 'change', [], consent);
    }
    case 'grant': {
      const { grants, revoke } = object.grant;
      const given = grants.filter((grant) => state.access.has(accessKey('grant', grantDefinition(grant).name)));
      if (given.length === (revoke ? 0 : grants.length)) return null;
      work.grants.push(object.grant);
      return changeOf(object, revoke ? 'drop' : 'create', [], consent);
    }
    case 'options':
      return changeOf(
        object,
        'change',
        [forbidden('options alone are no declaration: write them into that of the procedure')],
        consent,
      );
    case 'index': {
      const { index } = object;
      if (indexes.has(`table:${index.schema}.${index.table}`.toLowerCase()) && isDeclaredTable(object, indexes))
        return null;
      const found = compareLooseIndex(index, state);
      if (found === null) return null;
      work.altered.push({ schema: index.schema, table: index.table, steps: found.steps });
      return changeOf(object, 'create', found.differences, consent);
    }
    case 'comment': {
      const edit = compareComment(object.comment, state);
      if (edit === null) return null;
      work.comments.push(edit);
      return changeOf(object, 'change', [safe('its text changed')], consent);
    }
    default:
      return assertNever(object);
  }
}

/** An object that needs nothing but to be put in the place of what is there. `found` is `null` where there is none. */
function planCode(
  object: Exclude<DeclaredObject, DeclaredTable>,
  state: CatalogState,
  found: readonly Difference[] | null,
  work: Building,
  memo: PlanMemo,
  put: () => void,
): PlannedChange | null {
  if (found === null || found.length > 0) {
    put();
    work.noted.push(object);
    return changeOf(object, found === null ? 'create' : 'change', found ?? [], {});
  }
  return planNote(object, state, work, memo);
}

/** `disable trigger t` is said in a session and outlives a deploy, unless the declaration says otherwise. */
function keptEnabled(
  info: AutomationInfo,
  stored: { readonly options: Readonly<Record<string, unknown>> } | undefined,
): AutomationInfo {
  const enabled = stored?.options['enabled'];
  return enabled === undefined || 'enabled' in info.options ? info : { ...info, options: { ...info.options, enabled } };
}

function indexesByTable(
  declared: readonly DeclaredObject[],
): ReadonlyMap<string, readonly Extract<DeclaredObject, { kind: 'index' }>['index'][]> {
  const found = new Map<string, Extract<DeclaredObject, { kind: 'index' }>['index'][]>();
  const tables = new Set(declared.flatMap(({ kind, key }) => (kind === 'table' ? [key] : [])));
  for (const object of declared) {
    if (object.kind !== 'index') continue;
    const table = `table:${object.index.schema}.${object.index.table}`.toLowerCase();
    if (tables.has(table)) found.set(table, [...(found.get(table) ?? []), object.index]);
  }
  return found;
}

/** Whether the index goes with the declaration of its table. */
function isDeclaredTable(
  { index }: Extract<DeclaredObject, { kind: 'index' }>,
  indexes: ReturnType<typeof indexesByTable>,
): boolean {
  return indexes.get(`table:${index.schema}.${index.table}`.toLowerCase())?.includes(index) === true;
}

function versionOf(declared: readonly DeclaredObject[], memo: PlanMemo): string {
  const hash = createHash('sha256');
  for (const line of declared.map((object) => `${object.key} ${memo.hashOf(object)}\n`).sort()) hash.update(line);
  return hash.digest('hex').slice(0, 12);
}

function sameLimits(a: LimitValues, b: LimitValues): boolean {
  return LIMIT_NAMES.every((name) => a[name] === b[name]);
}
