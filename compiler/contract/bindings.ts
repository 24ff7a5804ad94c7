import type { RoutineInfo, RoutineKind } from './catalog-view.ts';
import { sameDataType, showDataType, type DataType, type Field } from './data-type.ts';
import { showSignature } from './show-signature.ts';
import { isDataType, type TypeSlot } from './type.ts';

/** A routine as a client was built for it: plain data. */
export interface BoundRoutine {
  readonly kind: RoutineKind;
  readonly name: string;
  /** As its users see it. */
  readonly signature: string;
  readonly parameters: readonly BoundParameter[];
  /** What it gives: one value, the rows of a table, or nothing (`null`). */
  readonly result: { readonly value: Omit<Field, 'name'> } | { readonly columns: readonly Field[] } | null;
}

export interface BoundParameter extends Field {
  /** It may be left out. */
  readonly optional: boolean;
}

/** What a client can be built for; `null` for a routine that takes or gives what has no type outside of the language, or is called on a value. */
export function boundRoutine({
  kind,
  name,
  signature,
}: Pick<RoutineInfo, 'kind' | 'name' | 'signature'>): BoundRoutine | null {
  if (signature.receiver !== null) return null;
  const parameters: BoundParameter[] = [];
  for (const { name: parameter, slot, defaultText } of signature.parameters) {
    if (!isDataType(slot.type)) return null;
    parameters.push({ name: parameter, type: slot.type, nullable: slot.nullable, optional: defaultText !== null });
  }
  const result = boundResult(signature.result);
  return result === undefined ? null : { kind, name, signature: showSignature(name, signature), parameters, result };
}

function boundResult({ type, nullable }: TypeSlot): BoundRoutine['result'] | undefined {
  if (isDataType(type)) return { value: { type, nullable } };
  if (type.kind === 'void' || type.kind === 'never') return null;
  if (type.kind !== 'table' || type.open !== null) return undefined;
  const columns = type.columns.map((column) =>
    isDataType(column.type) ? { name: column.name, type: column.type, nullable: column.nullable } : null,
  );
  return columns.every((column) => column !== null) ? { columns } : undefined;
}

/** Why calls of a routine (`procedure load`) do not fit it any more. */
export interface BindingChange {
  readonly routine: string;
  readonly change: string;
}

/** What does not fit of the calls that a client was built for. */
export function bindingChanges(
  built: readonly BoundRoutine[],
  routines: readonly RoutineInfo[],
): readonly BindingChange[] {
  const keyOf = ({ kind, name }: Pick<RoutineInfo, 'kind' | 'name'>): string => `${kind} ${name.toLowerCase()}`;
  const known = new Map(routines.map((info) => [keyOf(info), info]));
  return built.flatMap((routine) => {
    const info = known.get(keyOf(routine));
    const change = bindingChange(routine, info === undefined ? null : boundRoutine(info));
    return change === null ? [] : [{ routine: `${routine.kind} ${routine.name}`, change }];
  });
}

/** Why calls that a client was built for do not fit a routine as it is now; `null` where they do. */
export function bindingChange(built: BoundRoutine, now: BoundRoutine | null): string | null {
  const title = `${built.kind} \`${built.name}\``;
  if (now === null) return `${title} is gone`;
  const parameter = parameterChange(built.parameters, now.parameters);
  if (parameter !== null) return `${title} ${parameter}: it was \`${built.signature}\`, now it is \`${now.signature}\``;
  if (sameBoundResult(built.result, now.result)) return null;
  return `${title} gives something else: it was \`${built.signature}\`, now it is \`${now.signature}\``;
}

function parameterChange(built: readonly BoundParameter[], now: readonly BoundParameter[]): string | null {
  for (const { name, type, nullable, optional } of built) {
    const same = now.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (same === undefined) return `takes no \`${name}\` any more`;
    if (!sameDataType(type, same.type)) return `takes \`${name}\` as ${showDataType(same.type)}`;
    if (nullable && !same.nullable) return `takes no NULL for \`${name}\` any more`;
    if (optional && !same.optional) return `needs \`${name}\``;
  }
  const more = now.find(
    (each) => !each.optional && !built.some(({ name }) => name.toLowerCase() === each.name.toLowerCase()),
  );
  return more === undefined ? null : `needs \`${more.name}\``;
}

/** Whether a client that awaits one result can take another. */
export function sameBoundResult(built: BoundRoutine['result'], now: BoundRoutine['result']): boolean {
  if (built === null || now === null) return built === now;
  if ('value' in built) return 'value' in now && fits(built.value, now.value);
  if (!('columns' in now) || built.columns.length !== now.columns.length) return false;
  return built.columns.every((column, i) => column.name === now.columns[i]!.name && fits(column, now.columns[i]!));
}

function fits(
  built: { readonly type: DataType; readonly nullable: boolean },
  now: { readonly type: DataType; readonly nullable: boolean },
): boolean {
  return sameDataType(built.type, now.type) && (built.nullable || !now.nullable);
}
