import type { OptionList } from '../../ir/syntax-routine.ts';
import type { Checker } from '../checker.ts';
import { optionsOf } from './option-check.ts';

/** A procedure's options as the catalog keeps them: keys by their own names, values as data. */
export function optionsAsWritten(checker: Checker, list: OptionList): Readonly<Record<string, unknown>> {
  return optionsOf(checker, 'procedure', list).values;
}
