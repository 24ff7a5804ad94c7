import * as b from './builder.ts';
import { abiCall, type Emission } from './kernel-emission.ts';

/** Declares the ranks of a dictionary before the pipeline that is being written: for each code the place of its string in the order. */
export function ranksOf(emission: Emission, strings: string): string {
  const name = emission.names.fresh(`${strings}_ranks`);
  emission.used.add(strings);
  emission.declarations.push(b.constant(name, abiCall(emission, 'ranksOfStrings', strings, 'context')));
  return name;
}
