import type { AttachedSource } from '../transaction/attached-source.ts';

/** What ATTACH made known to a session by a name. */
export type Attached =
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  | { readonly kind: 'lake'; readonly name: string; readonly path: string; readonly lake: AttachedSource };
