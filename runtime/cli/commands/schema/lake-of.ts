import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogView } from '../../../../compiler/contract/catalog-view.ts';
import { lakeView } from '../../../engine/lake-view.ts';
import { projectSettings } from '../../project-settings.ts';
import { UsageError } from '../../usage-error.ts';
import type { SchemaFlags } from './routes.ts';

/** The schema of the lake that a project belongs to. Errors: `UsageError` for a folder without a lake; nothing is made. */
export function lakeOf(flags: SchemaFlags, folder: string): CatalogView {
  const lake = flags.db ?? join(folder, projectSettings(folder).lake ?? '.');
  if (!existsSync(join(lake, '.gobi', 'catalog.sqlite')))
    throw new UsageError(`there is no lake in '${lake}'; name one by --db, or by "lake" in gobi.json`);
  return lakeView(lake);
}
