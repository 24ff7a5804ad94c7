import type { GrantInfo } from '../contract/access.ts';
import type {
  AutomationInfo,
  CatalogView,
  RoutineInfo,
  TableColumn,
  TableInfo,
  TableKey,
  TypeInfo,
  ViewInfo,
} from '../contract/catalog-view.ts';
import { hashText } from './hash-text.ts';
import type { CatalogChange } from '../ir/typed-statement.ts';
import type { TypedModule } from '../ir/typed.ts';

/** What the declarations of one module add to a catalog view. */
export interface Declared {
  readonly tables: readonly TableInfo[];
  readonly views: readonly ViewInfo[];
  readonly routines: readonly RoutineInfo[];
  readonly types: readonly TypeInfo[];
  readonly automation: readonly AutomationInfo[];
  readonly roles: readonly string[];
  readonly grants: readonly GrantInfo[];
}

/** Tables and views get ids far below zero, made from their names: they exist in no lake yet, and stay the same whatever else a project holds. */
export function declaredView(module: TypedModule): Declared {
  const tables: TableInfo[] = [];
  const views: ViewInfo[] = [];
  const types: TypeInfo[] = [];
  const automation: AutomationInfo[] = [];
  const roles: string[] = [];
  const grants: GrantInfo[] = [];
  for (const statement of module.statements) {
    if (statement.kind !== 'Ddl') continue;
    const { change } = statement;
    if (change.kind === 'create_table') tables.push(tableOf(change));
    else if (change.kind === 'create_view')
      views.push({
        id: idOf(change),
        schema: change.schema,
        name: change.name,
        text: change.text,
        fields: change.fields,
      });
    else if (change.kind === 'define_struct')
      types.push({ kind: 'struct', name: change.name, fields: change.fields, text: change.text });
    else if (change.kind === 'define_exception')
      types.push({ kind: 'exception', name: change.name, message: change.message, text: change.text });
    else if (change.kind === 'create_role') roles.push(change.name);
    else if (change.kind === 'grant' && !change.revoke) grants.push(...change.grants);
    else if (change.kind === 'define_automation')
      automation.push({ kind: change.object, name: change.name, options: change.options, text: change.text });
  }
  const routines = module.routines.map((r): RoutineInfo => ({
    id: r.id,
    kind: r.kind,
    name: r.name,
    signature: r.signature,
    fingerprint: hashText(r.text),
    text: r.text,
    options: r.options,
  }));
  return { tables, views, routines, types, automation, roles, grants };
}

/** A view with the declarations of modules laid over it: they hide objects of the same name. */
export function withDeclared(view: CatalogView, all: readonly Declared[]): CatalogView {
  return {
    ...view,
    ...accessOf(view, all),
    tables: overlay(
      view.tables,
      all.flatMap((d) => d.tables),
      (t) => `${t.schema}.${t.name}`,
    ),
    views: overlay(
      view.views,
      all.flatMap((d) => d.views),
      (v) => `${v.schema}.${v.name}`,
    ),
    routines: overlay(
      view.routines,
      all.flatMap((d) => d.routines),
      (r) => r.id,
    ),
    types: overlay(
      view.types,
      all.flatMap((d) => d.types),
      (t) => t.name,
    ),
    automation: overlay(
      view.automation,
      all.flatMap((d) => d.automation),
      (a) => `${a.kind}:${a.name}`,
    ),
  };
}

function accessOf({ access }: CatalogView, all: readonly Declared[]): Pick<CatalogView, 'access'> {
  const roles = all.flatMap((d) => d.roles);
  const grants = all.flatMap((d) => d.grants);
  if (roles.length + grants.length === 0) return {};
  const { role, secrets, ...below } = access ?? { role: null, roles: [], grants: [], secrets: [] };
  return { access: { role, secrets, roles: [...below.roles, ...roles], grants: [...below.grants, ...grants] } };
}

function overlay<T>(below: readonly T[], above: readonly T[], keyOf: (item: T) => string): readonly T[] {
  if (above.length === 0) return below;
  const byKey = new Map(below.map((item) => [keyOf(item).toLowerCase(), item]));
  for (const item of above) byKey.set(keyOf(item).toLowerCase(), item);
  return [...byKey.values()];
}

function tableOf(change: Extract<CatalogChange, { kind: 'create_table' }>): TableInfo {
  const fields =
    change.as === null ? change.columns : change.as.fields.map((f) => ({ ...f, defaultText: null, comment: null }));
  const names = change.materialized?.names ?? [];
  const columns = fields.map(({ name, type, nullable, defaultText }, i): TableColumn => ({
    name: names[i] ?? name,
    type,
    nullable,
    defaultText,
    fieldId: i + 1,
  }));
  const position = (name: string) => columns.findIndex((c) => c.name.toLowerCase() === name.toLowerCase());
  const keys = change.constraints
    .filter((c) => c.kind === 'primary_key' || c.kind === 'unique')
    .map((c): TableKey => ({
      name: c.name ?? c.columns.join('_'),
      primary: c.kind === 'primary_key',
      columns: c.columns.map(position),
    }));
  const checks = change.constraints
    .filter((c) => c.kind === 'check')
    .map((c) => ({ name: c.name ?? 'check', text: c.text ?? '' }));
  return {
    id: idOf(change),
    schema: change.schema,
    name: change.name,
    columns,
    keys,
    checks,
    schemaVersion: 0,
    rowCount: null,
    readOnly: false,
    ...(change.materialized === undefined ? {} : { materialized: change.materialized.text }),
  };
}

/** Ids of declared tables and views are below this one. */
const LAST_DECLARED_ID = -1_000_000;

/** 48 bits of a hash of the name: equal only for equal names, as far as a project can have names. */
function idOf({ schema, name }: { readonly schema: string; readonly name: string }): number {
  return LAST_DECLARED_ID - Number.parseInt(hashText(`${schema}.${name}`.toLowerCase()).slice(0, 12), 16);
}
