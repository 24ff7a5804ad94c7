import { checkText, type CheckOptions } from './check.ts';

/** The options that an object of a text would be kept with. */
export function keptOptions(text: string, name: string, options: CheckOptions = {}): Readonly<Record<string, unknown>> {
  const { module } = checkText(text, { mode: 'project', ...options });
  for (const statement of module.statements) {
    if (statement.kind !== 'Ddl' || statement.change.kind !== 'define_automation') continue;
    if (statement.change.name === name) return statement.change.options;
  }
  const routine = module.routines.find((each) => each.name === name);
  if (routine === undefined) throw new Error(`the text declares no ${name}`);
  return routine.options;
}
