import { automationMessages } from './messages/automation.ts';
import { effectMessages } from './messages/effects.ts';
import { nameMessages } from './messages/names.ts';
import { queryMessages } from './messages/queries.ts';
import { syntaxMessages } from './messages/syntax.ts';
import { typeMessages } from './messages/types.ts';

/** Every message of the compiler by its code. */
export const messages = {
  ...syntaxMessages,
  ...nameMessages,
  ...typeMessages,
  ...queryMessages,
  ...automationMessages,
  ...effectMessages,
} as const;
