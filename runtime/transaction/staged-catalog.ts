import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { alterTable } from '../catalog/alter-table.ts';
import type { CatalogState, ModuleEntry, TableEntry, ViewEntry } from '../catalog/catalog-state.ts';
import { createSchema, dropSchema } from '../catalog/create-schema.ts';
import { createTable, requireTable } from '../catalog/create-table.ts';
import { createView, dropView } from '../catalog/create-view.ts';
import type {
  AutomationDefinition,
  RoutineDefinition,
  TableChange,
  TableDefinition,
  TypeDefinition,
  ViewDefinition,
} from '../catalog/definitions.ts';
import { changeAccess, type AccessChange } from '../catalog/access.ts';
import { setDeployed, type DeployedEntry } from '../catalog/deployed.ts';
import { dropTable } from '../catalog/drop-table.ts';
import { shownName } from '../catalog/shown-name.ts';
import { isAttached, isTemporary } from '../catalog/temporary.ts';
import {
  addModule,
  dropAutomation,
  dropRoutine,
  dropType,
  upsertAutomation,
  upsertRoutine,
  upsertType,
} from '../catalog/upsert-code.ts';
import { newUuid } from '../host/random.ts';
import type { LakeHost } from '../lake/lake.ts';
import type { TemporaryTables } from './temporary-tables.ts';

/** The catalog as a transaction sees it, and the changes that it makes to it. Rows and commits are the transaction's own. */
export abstract class StagedCatalog {
  readonly #host: Pick<LakeHost, 'clock' | 'random'>;
  readonly #temporary: TemporaryTables;
  #state: CatalogState;

  constructor(base: CatalogState, host: Pick<LakeHost, 'clock' | 'random'>, temporary: TemporaryTables) {
    this.#host = host;
    this.#temporary = temporary;
    this.#state = base;
  }

  get state(): CatalogState {
    return this.#state;
  }

  /** The state, where changes may be made to it; an error where the transaction has ended. */
  protected abstract writable(): CatalogState;

  /** Raises what the rows of a table have against a change of its columns or keys. */
  protected abstract checkChange(table: TableEntry, change: TableChange): void;

  /** Goes back to an earlier state. */
  protected reset(state: CatalogState): void {
    this.#state = state;
  }

  createSchema(name: string): void {
    this.#state = createSchema(this.writable(), name, this.#uuid());
  }

  dropSchema(name: string, cascade: boolean): void {
    this.#state = dropSchema(this.writable(), name, cascade);
  }

  createTable(definition: TableDefinition): TableEntry {
    const { state, table } = createTable(this.writable(), definition, this.#uuid());
    this.#state = state;
    return table;
  }

  createTemporaryTable(definition: TableDefinition): TableEntry {
    const { nextCatalogId, schemaVersion } = this.writable();
    const { state, table } = createTable(
      { ...this.#state, nextCatalogId: this.#temporary.nextId() },
      definition,
      this.#uuid(),
    );
    const temporary = { ...table, rowCount: null };
    this.#state = { ...state, nextCatalogId, schemaVersion, tables: new Map(state.tables).set(table.id, temporary) };
    return temporary;
  }

  dropTable(table: number): void {
    this.#requireOwn(table);
    this.#state = this.#changed(table, dropTable(this.writable(), table));
  }

  alterTable(id: number, change: TableChange): TableEntry {
    this.#requireOwn(id);
    const { state, table } = alterTable(this.writable(), id, change);
    this.checkChange(table, change);
    this.#state = this.#changed(id, state);
    return table;
  }

  #requireOwn(id: number): void {
    if (isAttached(id))
      throw gobiError('ReadOnly', {
        what: shownName(requireTable(this.#state, id)),
        reason: 'it belongs to an attached lake',
      });
  }

  /** The lake's schema version does not count the shapes of temporary tables. */
  #changed(table: number, next: CatalogState): CatalogState {
    return isTemporary(table) ? { ...next, schemaVersion: this.#state.schemaVersion } : next;
  }

  createView(definition: ViewDefinition, replace: boolean): ViewEntry {
    const { state, view } = createView(this.writable(), definition, this.#uuid(), replace);
    this.#state = state;
    return view;
  }

  dropView(view: number): void {
    this.#state = dropView(this.writable(), view);
  }

  upsertRoutine(definition: RoutineDefinition): void {
    this.#state = upsertRoutine(this.writable(), definition, this.#now());
  }

  dropRoutine(id: string): void {
    this.#state = dropRoutine(this.writable(), id);
  }

  upsertType(definition: TypeDefinition): void {
    this.#state = upsertType(this.writable(), definition, this.#now());
  }

  dropType(name: string): void {
    this.#state = dropType(this.writable(), name);
  }

  upsertAutomation(definition: AutomationDefinition): void {
    this.#state = upsertAutomation(this.writable(), definition, this.#now());
  }

  dropAutomation(kind: AutomationDefinition['kind'], name: string): void {
    this.#state = dropAutomation(this.writable(), kind, name);
  }

  addModule(module: ModuleEntry): void {
    this.#state = addModule(this.writable(), module);
  }

  changeAccess(change: AccessChange): void {
    this.#state = changeAccess(this.writable(), change, this.#now());
  }

  setDeployed(entry: DeployedEntry): void {
    this.#state = setDeployed(this.writable(), entry);
  }

  #uuid(): string {
    return newUuid(this.#now(), this.#host.random);
  }

  #now(): number {
    return this.#host.clock.now();
  }
}
