import { gobiError, userError } from '../compiler/contract/runtime-error.ts';
import { plain, typed, type NativeModule } from './native.ts';
import { shower } from './value/show.ts';
import { madeFor } from './value/type-of.ts';

/** Bodies of error.plg. */
export const error: NativeModule = {
  'error/throw': plain((message: string) => {
    throw userError('Exception', message);
  }),
  'error/assert': plain((condition: boolean | null, message = 'the assertion does not hold') => {
    if (condition !== true) throw userError('Exception', message);
    return true;
  }),
  // what a match over columns ends with when no arm fits
  'error/no_match': typed((args) => {
    const show = madeFor(args[0], shower);
    return (value: unknown) => {
      throw gobiError('MatchError', { value: value === null ? 'NULL' : show(value) });
    };
  }),
};
