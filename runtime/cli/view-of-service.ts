import { existsSync } from 'node:fs';
import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import { isAddress } from '../client/address.ts';
import { connect } from '../client/client.ts';
import { findService, serviceOfFolder } from '../client/discovery.ts';
import type { Session } from '../client/session.ts';
import { withLake } from './with-lake.ts';

/** What a service checks statements against: that of an address, of a mounted folder, or of a name. Errors: `ServiceNotFound`, `ConnectionFailed`. */
export async function viewOfService(named: string): Promise<CatalogView> {
  if (isAddress(named)) return withLake(named, (engine) => viewOf(engine.session()));
  const service = (existsSync(named) ? serviceOfFolder(named) : null) ?? findService(named);
  using client = await connect({ path: service.socket }, { client: 'gobi check' });
  return await viewOf(client.session());
}

async function viewOf(session: Session): Promise<CatalogView> {
  try {
    return (await session.catalog()).view!;
  } finally {
    await session.close();
  }
}
