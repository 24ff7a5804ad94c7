import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import type { DataType } from '../../compiler/contract/data-type.ts';
import { gobiError, GobiError } from '../../compiler/contract/runtime-error.ts';
import { showSignature } from '../../compiler/contract/show-signature.ts';
import type { Parameter } from '../../compiler/contract/signature.ts';
import { isDataType } from '../../compiler/contract/type.ts';
import { typeOfValue } from '../columnar/convert/type-of-value.ts';
import { fromUserValue } from '../columnar/from-user-value.ts';
import type { Value } from '../columnar/value.ts';
import type { CallArguments } from './call-text.ts';

/** The arguments of a call, and the types of those whose type does not follow from their value, by position. */
export interface TypedArguments {
  readonly args: CallArguments;
  readonly types: readonly DataType[];
}

/** Whether some argument has fields, so that its parameter decides what it is. */
export function hasStructs(args: CallArguments): boolean {
  return Object.values(args).some((value: Value) => isStructured(value));
}

/**
 * Arguments with fields, and lists of such, as values of the types that their parameters have: texts become the dates and decimals that they stand for, fields that may be NULL
 * may be left out. Other arguments, and those for a parameter without a type, stay what they are. Errors: `WrongArguments` with the signature and all that does not fit it.
 */
export function typedArguments({ routines }: CatalogView, routine: string, args: CallArguments): TypedArguments {
  const found = routines.find(
    ({ name, signature }) => name.toLowerCase() === routine.toLowerCase() && signature.receiver === null,
  );
  if (found === undefined) return { args, types: [] };
  const { name, signature } = found;
  const wrong: string[] = [];
  const given = Object.entries(args as Readonly<Record<string, Value>>).map(([key, value], i) => {
    const parameter = Array.isArray(args)
      ? signature.parameters[i]
      : signature.parameters.find((each) => each.name.toLowerCase() === key.toLowerCase());
    const taken = isStructured(value) ? taker(parameter) : null;
    if (taken === null) return { key, value, type: undefined };
    try {
      return { key, value: taken.take(programValue(value)), type: taken.type };
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      wrong.push(`\`${parameter!.name}\`: ${error.message}`);
      return { key, value, type: taken.type };
    }
  });
  if (wrong.length > 0)
    throw gobiError('WrongArguments', { signature: showSignature(name, signature), reason: wrong.join('; ') });
  return {
    args: Array.isArray(args)
      ? given.map(({ value }) => value)
      : Object.fromEntries(given.map(({ key, value }) => [key, value])),
    types: given.map(({ type, value, key }) => type ?? typeOfValue(key, value)),
  };
}

interface Taker {
  readonly type: DataType;
  readonly take: (value: unknown) => Value;
}

function taker(parameter: Parameter | undefined): Taker | null {
  const type = parameter?.slot.type;
  return type !== undefined && isDataType(type) ? { type, take: fromUserValue(type) } : null;
}

function isStructured(value: Value): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Array.isArray(value) ? value.some((item: Value) => isStructured(item)) : true;
}

/** A struct value by the names of its fields, as programs have it. */
function programValue(value: Value): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(programValue);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.slice(1), programValue(part as Value)]));
}
