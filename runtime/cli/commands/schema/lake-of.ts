import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogView } from '../../../../compiler/contract/catalog-view.ts';
import { serviceOfFolder } from '../../../client/discovery.ts';
import { lakeView } from '../../../engine/lake-view.ts';
import { projectSettings } from '../../project-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { viewOfService } from '../../view-of-service.ts';
import type { SchemaFlags } from './routes.ts';

/** The schema of the service that is named, or of the lake that a project belongs to. Errors: `UsageError` for a folder without a lake; nothing is made. */
export async function lakeOf(flags: SchemaFlags, folder: string): Promise<CatalogView> {
  if (flags.service !== undefined) {
    if (flags.db !== undefined) throw new UsageError('give --db or --service, not both');
    return viewOfService(flags.service);
  }
  const lake = flags.db ?? join(folder, projectSettings(folder).lake ?? '.');
  if (!existsSync(join(lake, '.gobi', 'catalog.sqlite')))
    throw new UsageError(`there is no lake in '${lake}'; name one by --db, or by "lake" in gobi.json`);
  // a lake that is served is open to nobody else
  return serviceOfFolder(lake) === null ? lakeView(lake) : viewOfService(lake);
}
