import { existsSync } from 'node:fs';

/*
 * `pl-grizzly/client` as other packages import it. An installed package holds a bundle, because Node strips no types there; a checkout runs its sources.
 */
const OLDEST_NODE = 24;
if (Number.parseInt(process.versions.node) < OLDEST_NODE) {
  throw new Error(
    `pl-grizzly needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node} (${process.execPath})`,
  );
}
const isPacked = !existsSync(new URL('client/library.ts', import.meta.url));
export const { Client, GobiError, Result, Session, SqlText, connect, connectTyped, sql } = await import(
  isPacked ? './bundle/code/client.mjs' : './client/library.ts'
);
