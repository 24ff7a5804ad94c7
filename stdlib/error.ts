import { userError } from '../compiler/contract/runtime-error.ts';
import { plain, type NativeModule } from './native.ts';

/** Bodies of error.plg. */
export const error: NativeModule = {
  'error/throw': plain((message: string) => {
    throw userError('Exception', message);
  }),
  'error/assert': plain((condition: boolean | null, message = 'the assertion does not hold') => {
    if (condition !== true) throw userError('Exception', message);
    return true;
  }),
};
