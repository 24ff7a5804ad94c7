import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogView } from '../../../../compiler/contract/catalog-view.ts';
import { isAddress } from '../../../client/address.ts';
import { connect } from '../../../client/client.ts';
import { findService, serviceOfFolder } from '../../../client/discovery.ts';
import type { Session } from '../../../client/session.ts';
import { lakeView } from '../../../engine/lake-view.ts';
import { projectSettings } from '../../project-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { withLake } from '../../with-lake.ts';
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

/** What a service checks statements against. */
async function viewOfService(named: string): Promise<CatalogView> {
  if (isAddress(named)) return withLake(named, (engine) => viewOf(engine.session()));
  const service = (existsSync(named) ? serviceOfFolder(named) : null) ?? findService(named);
  using client = await connect({ path: service.socket }, { client: 'gobi schema' });
  return await viewOf(client.session());
}

async function viewOf(session: Session): Promise<CatalogView> {
  try {
    return (await session.catalog()).view!;
  } finally {
    await session.close();
  }
}
