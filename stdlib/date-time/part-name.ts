import { DATE_PARTS, datePartOf, type DatePart } from '../../compiler/contract/date-parts.ts';
import { invalidArgument } from '../value/failure.ts';

export type { DatePart as Part };

/** The part of a name, in upper or lower case. */
export function partOf(name: string, part: string): DatePart {
  const known = datePartOf(part);
  if (known === undefined)
    throw invalidArgument(name, 'part', part, `the parts are ${Object.keys(DATE_PARTS).join(', ')}`);
  return known;
}

/** The error of a part that a function does not go by. */
export function unsuitablePart(name: string, part: DatePart, what: string): Error {
  return invalidArgument(name, 'part', part, `${what} has no such part`);
}
