import { existsSync } from 'node:fs';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { findService, serviceOfFolder, type Announcement } from '../client/discovery.ts';
import { holdsLake } from './lake-folder.ts';

/**
 * The service that a command line names, by its name or the folder that it has mounted; `null` where there is none. Without a name: that of the present folder when it holds a lake,
 * else the one that was mounted last. Where there is neither a folder nor a service of a name, but a service with a name like it, that one is meant: `ServiceNotFound`, unless the name is
 * that of a folder to be made (`create`).
 */
export function serviceNamed(named: string | undefined, create = false): Announcement | null {
  if (named !== undefined && existsSync(named)) return serviceOfFolder(named);
  if (named === undefined && holdsLake('.')) return serviceOfFolder('.');
  try {
    return findService(named);
  } catch (error) {
    if (!(error instanceof GobiError) || error.exception !== 'ServiceNotFound') throw error;
    if (named !== undefined && !create && error.params['nearest'] !== undefined) throw error;
    return null;
  }
}
