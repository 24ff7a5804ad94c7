/** What a role may be given a right to do. `create` is the making of objects in a schema. */
export const PRIVILEGES = ['select', 'insert', 'update', 'delete', 'execute', 'create'] as const;

export type Privilege = (typeof PRIVILEGES)[number];

/** What rights are given on. A right on a schema is one on all that is in it, later objects included. */
export type GrantObject = 'table' | 'view' | 'schema' | 'procedure' | 'function';

/** The privileges that there are on each kind of object; `all` in a grant stands for these. */
export const PRIVILEGES_ON: Readonly<Record<GrantObject, readonly Privilege[]>> = {
  table: ['select', 'insert', 'update', 'delete'],
  view: ['select'],
  schema: ['select', 'insert', 'update', 'delete', 'create'],
  procedure: ['execute'],
  function: ['execute'],
};

/** One right of one role. `name` is `schema.name` of a table or view, the name alone of anything else. */
export interface GrantInfo {
  readonly role: string;
  readonly privilege: Privilege;
  readonly object: GrantObject;
  readonly name: string;
}

/** Who may do what, as the compiler sees it. */
export interface AccessInfo {
  /** The role whose rights statements are checked by; `null` for the owner, who may do everything. */
  readonly role: string | null;
  readonly roles: readonly string[];
  readonly grants: readonly GrantInfo[];
  /** Names of secrets; their values are nowhere in a view. */
  readonly secrets: readonly string[];
}

/** Whether a role has a right: given on the object, or on the schema that it is in. Names compare without case. */
export function hasGrant(grants: readonly GrantInfo[], wanted: GrantInfo): boolean {
  const schema = wanted.object === 'table' || wanted.object === 'view' ? wanted.name.split('.')[0]! : null;
  return grants.some(
    (grant) =>
      same(grant.role, wanted.role) &&
      grant.privilege === wanted.privilege &&
      ((grant.object === wanted.object && same(grant.name, wanted.name)) ||
        (schema !== null && grant.object === 'schema' && same(grant.name, schema))),
  );
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
