import { automationMessages } from './messages/automation-messages.ts';
import { effectMessages } from './messages/effect-messages.ts';
import { nameMessages } from './messages/name-messages.ts';
import { queryMessages } from './messages/query-messages.ts';
import { suppressionMessages } from './messages/suppression-messages.ts';
import { syntaxMessages } from './messages/syntax-messages.ts';
import { typeMessages } from './messages/type-messages.ts';

/** Every message of the compiler by its code. */
export const messages = {
  ...syntaxMessages,
  ...nameMessages,
  ...typeMessages,
  ...queryMessages,
  ...automationMessages,
  ...effectMessages,
  ...suppressionMessages,
} as const;
