import { LIMIT_NAMES, LIMIT_SETTINGS } from './limit-settings.ts';

/** The settings that SET knows, and what they are for. */
export const SETTINGS: Readonly<Record<string, string>> = {
  schema: 'the schema of names without one',
  ...Object.fromEntries(
    LIMIT_NAMES.map((name) => [name, `${LIMIT_SETTINGS[name].unit}: ${LIMIT_SETTINGS[name].meaning}`]),
  ),
};
