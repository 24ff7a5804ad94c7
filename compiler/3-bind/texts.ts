import type { Binder } from './binder.ts';
import { bindExpression } from './expressions.ts';
import { openScope } from './scope.ts';

/** Parses and binds the text of a default or a check that the catalog keeps; its findings were reported when it was stored. */
export function bindStoredText(binder: Binder, text: string): void {
  if (binder.texts.has(text)) return;
  const expression = binder.context.parseExpression(text, 'stored');
  binder.texts.set(text, expression);
  const { silent } = binder;
  binder.silent = true;
  bindExpression(binder, openScope(openScope(null, 'top'), 'query'), expression);
  binder.silent = silent;
}
