import type { Signature } from './signature.ts';
import { showSlot } from './type.ts';

/** A routine as its users see it: `count_visits(page string, day date? = null) returns int`. */
export function showSignature(name: string, { receiver, parameters, result }: Signature): string {
  const shown = parameters.map(
    (parameter) =>
      `${parameter.name} ${showSlot(parameter.slot)}${parameter.defaultText === null ? '' : ` = ${parameter.defaultText}`}`,
  );
  return `${receiver === null ? '' : `${showSlot(receiver)}.`}${name}(${shown.join(', ')}) returns ${showSlot(result)}`;
}
