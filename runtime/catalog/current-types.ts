import type { CatalogView, TypeInfo } from '../../compiler/contract/catalog-view.ts';
import { sameDataType, type Field, type StructType } from '../../compiler/contract/data-type.ts';

type Fields = ReadonlyMap<string, readonly Field[]>;

/**
 * Routines and types with the struct types of their signatures and fields as they are declared now: a type may have been declared anew since they were. A body
 * that calls would take over goes by the old fields and is left out.
 */
export function withCurrentTypes<R extends CatalogView['routines'][number]>(
  routines: readonly R[],
  types: readonly TypeInfo[],
): { readonly routines: readonly R[]; readonly types: readonly TypeInfo[] } {
  const declared: Fields = new Map(
    types.flatMap((type) => (type.kind === 'struct' ? [[type.name.toLowerCase(), type.fields]] : [])),
  );
  if (declared.size === 0) return { routines, types };
  const current = types.map((type) =>
    type.kind === 'struct' ? { ...type, fields: refreshed(type.fields, declared, [type.name.toLowerCase()]) } : type,
  );
  return {
    types: current,
    routines: routines.map((routine) => {
      const signature = refreshed(routine.signature, declared, []);
      return signature === routine.signature ? routine : { ...routine, signature: { ...signature, inline: null } };
    }),
  };
}

/** A copy of plain data with the struct types in it as they are declared; the data itself where nothing differs. `around`: the types that it stands in. */
function refreshed<T>(data: T, declared: Fields, around: readonly string[]): T {
  if (typeof data !== 'object' || data === null) return data;
  if (isNamedStruct(data)) {
    const name = data.name.toLowerCase();
    const fields = around.includes(name) ? undefined : declared.get(name);
    if (fields === undefined) return data;
    const now = { ...data, fields: refreshed(fields, declared, [...around, name]) };
    return sameDataType(data, now) ? data : now;
  }
  if (Array.isArray(data)) {
    const parts = data.map((part: unknown) => refreshed(part, declared, around));
    return parts.every((part, i) => part === data[i]) ? data : (parts as T);
  }
  const entries = Object.entries(data).map(
    ([key, part]) => [key, refreshed(part as unknown, declared, around)] as const,
  );
  return entries.every(([key, part]) => part === (data as Record<string, unknown>)[key])
    ? data
    : (Object.fromEntries(entries) as T);
}

function isNamedStruct(data: object): data is StructType & { readonly name: string } {
  const { kind, name, fields } = data as Partial<StructType>;
  return kind === 'struct' && typeof name === 'string' && Array.isArray(fields);
}
