import type { MessagePort } from 'node:worker_threads';
import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import type { Address } from '../client/address.ts';
import type { WireOptions } from '../client/wire.ts';
import type { Table } from '../columnar/table.ts';
import type { ErrorData } from '../protocol/error-data.ts';

/** What a bridge's thread is started with. `wake` is raised with each answer. */
export interface BridgeData {
  readonly address: Address;
  readonly options: Pick<WireOptions, 'client' | 'token' | 'ca'>;
  readonly port: MessagePort;
  readonly wake: Int32Array;
}

/** What is asked of a service: its catalog, `known` being the version that the asker has, or rows. */
export type BridgeAsk =
  { readonly kind: 'catalog'; readonly known: number } | { readonly kind: 'rows'; readonly text: string };

export type BridgeReply =
  | { readonly kind: 'catalog'; readonly version: number; readonly view: CatalogView | null }
  | { readonly kind: 'rows'; readonly table: Table }
  | { readonly kind: 'failed'; readonly error: ErrorData };
