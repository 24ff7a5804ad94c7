import type { AutomationInfo, TypeInfo, ViewInfo } from '../../../compiler/contract/catalog-view.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import type { TableStep } from './compare-table.ts';
import type { TableEdit } from './compare-table-extras.ts';
import type { DeclaredObject, DeclaredRoutine, DeclaredTable } from './declared-objects.ts';
import {
  gravest,
  type DeployChange,
  type DeployConsent,
  type Difference,
  type PlannedChange,
} from './deploy-change.ts';
import type { PlanMemo } from './plan-memo.ts';
import type { Drop } from './vanished-objects.ts';

/** What is to be done, by kinds; the order of the kinds is that in which it is applied. Plain data. */
export interface DeployWork {
  readonly drops: readonly Drop[];
  readonly schemas: readonly string[];
  readonly types: readonly TypeInfo[];
  readonly routines: readonly DeclaredRoutine[];
  readonly views: readonly Omit<ViewInfo, 'id'>[];
  /** New tables; materialized views that are made again stand in `drops` too. */
  readonly tables: readonly DeclaredTable[];
  readonly altered: readonly {
    readonly schema: string;
    readonly table: string;
    readonly steps: readonly TableStep[];
  }[];
  readonly automation: readonly AutomationInfo[];
  readonly comments: readonly TableEdit[];
  readonly roles: readonly Extract<DeclaredObject, { kind: 'role' }>['role'][];
  readonly grants: readonly Extract<DeclaredObject, { kind: 'grant' }>['grant'][];
  /** All indexes that are declared: those of a table are its parts. */
  readonly indexes: readonly Extract<DeclaredObject, { kind: 'index' }>['index'][];
  /** What is to be noted as the project's, with the declaration of a table. */
  readonly noted: readonly DeclaredObject[];
}

/** The way of a lake to what a project declares. */
export interface ObjectPlan {
  /** Names the declarations: the same for the same project. */
  readonly version: string;
  readonly changes: readonly PlannedChange[];
  readonly work: DeployWork;
}

/** Work that is being gathered. */
export type Building = {
  -readonly [Key in keyof DeployWork]: DeployWork[Key] extends readonly (infer T)[] ? T[] : never;
};

/** A change as it is told, from its differences. */
export function changeOf(
  { key, kind, name, place }: DeclaredObject,
  action: DeployChange['action'],
  differences: readonly Difference[],
  { allow = false }: DeployConsent,
): PlannedChange {
  return {
    ...{ action, kind, name, file: place.file, level: gravest(differences.map(({ level }) => level)) },
    details: differences.map(({ text }) => text),
    needs: !allow && differences.some(({ risky }) => risky) ? ['allow'] : [],
    touches: [],
    ...{ key, differences },
  };
}

/** An object that is as declared: whether it is the project's, and where its declaration stands. */
export function planNote(
  object: DeclaredObject,
  state: CatalogState,
  work: Building,
  memo: PlanMemo,
): PlannedChange | null {
  const known = state.deployed.get(object.key);
  const { file, line, column } = object.place;
  const isTable = object.kind === 'table' || object.kind === 'materialized view';
  const isRoutine = object.kind === 'procedure' || object.kind === 'function';
  if (known === undefined || (!isTable && known.source !== memo.hashOf(object))) {
    work.noted.push(object);
    return changeOf(object, 'adopt', [], {});
  }
  // errors of routines tell their lines; of others the file alone is shown
  const stays = known.file === file && (!isRoutine || (known.line === line && known.column === column));
  if (stays) return null;
  work.noted.push(object);
  return changeOf(object, 'move', [], {});
}
