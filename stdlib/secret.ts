import { contextual, type NativeContext, type NativeModule } from './native.ts';

/** Bodies of secret.plg. */
export const secret: NativeModule = {
  'secret/seal': contextual((context: NativeContext, text: string) => context.seal(text)),
};
