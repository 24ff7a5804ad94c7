import { LIMIT_NAMES, limitFault } from '../../compiler/contract/limit-settings.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { SETTINGS } from '../../compiler/contract/settings.ts';
import { limitsOf } from '../host/limits.ts';
import { findSchema, nearest } from '../catalog/find.ts';
import type { Value } from '../columnar/value.ts';
import type { Session } from './session.ts';

/** SET: changes a setting of a session. Errors: `ObjectNotFound`, `InvalidOperation`. */
export function setSetting(session: Session, name: string, value: Value): void {
  const setting = name.toLowerCase();
  const refuse = (reason: string): Error => gobiError('InvalidOperation', { what: `set ${setting}`, reason });
  if (setting === 'schema') {
    if (typeof value !== 'string') throw refuse('it takes the name of a schema');
    return useSchema(session, value);
  }
  const limit = LIMIT_NAMES.find((each) => each === setting);
  if (limit === undefined)
    throw gobiError('ObjectNotFound', { kind: 'setting', name, ...nearest(name, Object.keys(SETTINGS)) });
  const given = typeof value === 'bigint' ? Number(value) : value;
  const fault = limitFault(limit, given);
  if (fault !== null) throw refuse(fault);
  session.limits = { ...session.limits, ...limitsOf({ [limit]: given as number }) };
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

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
