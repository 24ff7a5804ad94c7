import type { AutomationInfo, RoutineInfo, TypeInfo, ViewInfo } from '../../../compiler/contract/catalog-view.ts';
import { showDataType, type Field } from '../../../compiler/contract/data-type.ts';
import type { Parameter, Signature } from '../../../compiler/contract/signature.ts';
import { showSlot } from '../../../compiler/contract/type.ts';
import { breaking, safe, type Difference } from './deploy-change.ts';

/** How a routine that is declared differs from the one that is there; none when its source and its signature are the same. */
export function compareRoutine(
  declared: Pick<RoutineInfo, 'signature' | 'text' | 'options'>,
  stored: Pick<RoutineInfo, 'signature' | 'text' | 'options'>,
): readonly Difference[] {
  const found = compareSignature(declared.signature, stored.signature);
  if (declared.text !== stored.text) return found.length > 0 ? found : [safe('its source changed')];
  if (found.length > 0) return found;
  const same =
    shapeOf(declared.signature) === shapeOf(stored.signature) &&
    JSON.stringify(declared.options ?? {}) === JSON.stringify(stored.options ?? {});
  return same ? [] : [safe('what it does by what it uses changed')];
}

/** A signature but for the body that callers take over: that follows from sources. */
function shapeOf(signature: Signature): string {
  return JSON.stringify({ ...signature, inline: null });
}

function compareSignature(declared: Signature, stored: Signature): readonly Difference[] {
  const found: Difference[] = [];
  const [now, before] = [showSlot(declared.result), showSlot(stored.result)];
  found.push(...compareParameters(declared.parameters, stored.parameters));
  if (now !== before) {
    const narrowed = before === `${now}?`;
    found.push((narrowed ? safe : breaking)(`returns ${now}, not ${before}`));
  }
  const known = new Set(stored.declaredRaises ?? []);
  const raised = (declared.declaredRaises ?? []).filter((name) => !known.has(name));
  if (raised.length > 0) found.push(breaking(`raises ${raised.join(', ')} too`));
  if (declared.mode !== stored.mode) found.push(breaking(`is ${declared.mode}, not ${stored.mode}`));
  return found;
}

function compareParameters(declared: readonly Parameter[], stored: readonly Parameter[]): readonly Difference[] {
  const found: Difference[] = [];
  const show = ({ name, slot }: Parameter): string => `${name} ${showSlot(slot)}`;
  const names = declared.map(({ name }) => name.toLowerCase());
  for (const old of stored)
    if (!names.includes(old.name.toLowerCase())) found.push(breaking(`parameter ${show(old)} is gone`));
  declared.forEach((parameter, i) => {
    const at = stored.findIndex(({ name }) => name.toLowerCase() === parameter.name.toLowerCase());
    const old = stored[at];
    if (old === undefined) {
      const optional = parameter.defaultText !== null && i >= stored.length;
      found.push((optional ? safe : breaking)(`parameter ${show(parameter)} is new`));
    } else if (showSlot(old.slot) !== showSlot(parameter.slot)) {
      const wider = showSlot(parameter.slot) === `${showSlot(old.slot)}?`;
      found.push((wider ? safe : breaking)(`parameter ${show(parameter)} was ${showSlot(old.slot)}`));
    } else if (at !== i && stored.length === declared.length) {
      found.push(breaking(`parameter ${parameter.name} is in another place`));
    } else if (old.defaultText !== null && parameter.defaultText === null) {
      found.push(breaking(`parameter ${parameter.name} has no default any more`));
    } else if (old.defaultText !== parameter.defaultText) {
      found.push(safe(`parameter ${parameter.name} has another default`));
    }
  });
  return found;
}

export function compareView(
  declared: Pick<ViewInfo, 'fields' | 'text'>,
  stored: Pick<ViewInfo, 'fields' | 'text'>,
): readonly Difference[] {
  const found = compareFields('column', declared.fields, stored.fields);
  if (found.length > 0) return found;
  if (declared.text !== stored.text) return [safe('its query changed')];
  return declared.fields.every(({ nullable }, i) => nullable === stored.fields[i]!.nullable)
    ? []
    : [safe('other columns of it may be NULL')];
}

export function compareType(declared: TypeInfo, stored: TypeInfo): readonly Difference[] {
  if (declared.kind !== stored.kind)
    return [breaking(declared.kind === 'struct' ? 'is a struct, not an exception' : 'is an exception, not a struct')];
  if (declared.kind === 'struct' && stored.kind === 'struct') {
    const found = compareFields('field', declared.fields, stored.fields);
    // values have all fields, so that a new one is noticed too
    if (found.length > 0) return found.map(({ text }) => breaking(text));
  }
  return declared.text === stored.text ? [] : [safe('its declaration changed')];
}

export function compareAutomation(declared: AutomationInfo, stored: AutomationInfo): readonly Difference[] {
  const keys = [...new Set([...Object.keys(declared.options), ...Object.keys(stored.options)])];
  const show = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
  const found = keys
    .map((key) => [key, show(declared.options[key]), show(stored.options[key])] as const)
    .filter(([key, now, before]) => now !== before && !(key === 'enabled' && now === 'none'))
    .map(([key, now, before]) => safe(`${key}: ${now}, was ${before}`));
  if (found.length > 0) return found;
  return declared.text === stored.text ? [] : [safe('its source changed')];
}

/** Columns of a view or fields of a struct, by name. */
function compareFields(
  what: 'column' | 'field',
  declared: readonly Field[],
  stored: readonly Field[],
): readonly Difference[] {
  const found: Difference[] = [];
  const find = (fields: readonly Field[], wanted: string) =>
    fields.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  for (const { name } of stored)
    if (find(declared, name) === undefined) found.push(breaking(`${what} ${name} is gone`, name));
  for (const { name, type } of declared) {
    const old = find(stored, name);
    const now = showDataType(type);
    if (old === undefined) found.push(safe(`${what} ${name} ${now} is new`));
    else if (showDataType(old.type) !== now)
      found.push(breaking(`${what} ${name} is ${now}, was ${showDataType(old.type)}`, name));
  }
  const order = (fields: readonly Field[]): string => fields.map(({ name }) => name.toLowerCase()).join();
  if (found.length === 0 && order(declared) !== order(stored)) found.push(breaking(`its ${what}s have another order`));
  return found;
}
