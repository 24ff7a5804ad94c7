import { basename } from 'node:path';
import { knownServices } from '../../../client/discovery.ts';
import { UsageError } from '../../usage-error.ts';

/** The service that is meant where none is named. */
const GLOBAL = 'Gobi';

/** The name of a service to come: the one that is wished for, else `Gobi`, or the folder's when another service has that. Errors: `UsageError`. */
export function serviceName(wished: string | undefined, folder: string): string {
  const taken = new Map(knownServices().map((each) => [each.name.toLowerCase(), each]));
  if (wished === undefined) return taken.has(GLOBAL.toLowerCase()) ? freeName(folder, taken) : GLOBAL;
  if (!/^[A-Za-z_][\w.-]{0,63}$/.test(wished))
    throw new UsageError(
      `'${wished}' is no name for a service: letters, digits, '_', '-' and '.', at most 64, a letter first`,
    );
  const other = taken.get(wished.toLowerCase());
  if (other === undefined) return wished;
  throw new UsageError(`service '${other.name}' is mounted already, for '${other.folder}'; choose another --name`);
}

function freeName(folder: string, taken: ReadonlyMap<string, unknown>): string {
  const plain = basename(folder).replaceAll(/[^\w.-]/g, '_');
  const base = /^[A-Za-z_]/.test(plain) ? plain.slice(0, 60) : `_${plain.slice(0, 59)}`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
