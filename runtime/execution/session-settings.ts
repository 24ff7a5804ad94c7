import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { findSchema, nearest } from '../catalog/find.ts';
import type { Value } from '../columnar/value.ts';
import type { Session } from './session.ts';

/** The settings that SET knows, and what they are for. */
export const SETTINGS: Readonly<Record<string, string>> = {
  schema: 'the schema of names without one',
  statement_timeout: 'milliseconds that a statement may take, 0 for any number',
  call_depth: 'how deep calls may be nested',
};

/** SET: changes a setting of a session. Errors: `ObjectNotFound`, `InvalidOperation`. */
export function setSetting(session: Session, name: string, value: Value): void {
  const setting = name.toLowerCase();
  const refuse = (reason: string): Error => gobiError('InvalidOperation', { what: `set ${setting}`, reason });
  switch (setting) {
    case 'schema':
      if (typeof value !== 'string') throw refuse('it takes the name of a schema');
      return useSchema(session, value);
    case 'statement_timeout':
      if (!isWhole(value, 0)) throw refuse('it takes a whole number of milliseconds');
      session.limits = { ...session.limits, milliseconds: value === 0 ? Infinity : value };
      break;
    case 'call_depth':
      if (!isWhole(value, 1)) throw refuse('it takes a whole number of calls');
      session.limits = { ...session.limits, callDepth: value };
      break;
    default:
      throw gobiError('ObjectNotFound', { kind: 'setting', name, ...nearest(name, Object.keys(SETTINGS)) });
  }
  session.settings.set(setting, value);
}

/** USE: names without a schema are of this one. */
export function useSchema(session: Session, name: string): void {
  const { schemas } = session.transaction.state;
  const stored = findSchema(session.transaction.state, name)?.name;
  const attached = [...session.attached.values()].find((each) => same(each.name, name) && each.kind === 'lake')?.name;
  const found = stored ?? attached;
  if (found === undefined)
    throw gobiError('ObjectNotFound', {
      kind: 'schema',
      name,
      ...nearest(
        name,
        [...schemas.values()].map((schema) => schema.name),
      ),
    });
  session.schema = found;
  session.settings.set('schema', found);
}

function isWhole(value: Value, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
