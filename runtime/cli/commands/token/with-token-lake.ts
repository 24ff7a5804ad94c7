import { existsSync } from 'node:fs';
import { findService } from '../../../client/discovery.ts';
import type { Engine } from '../../../engine.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { holdsLake } from '../../lake-folder.ts';
import { UsageError } from '../../usage-error.ts';
import { withLake } from '../../with-lake.ts';
import type { TokenFlags } from './routes.ts';

/** Runs work in the lake that is named by its folder or by its service, and sets the exit code. */
export function withTokenLake({ db, json }: TokenFlags, work: (engine: Engine) => Promise<void>): Promise<void> {
  return attempt(
    async () => {
      const folder = db === undefined || existsSync(db) ? (db ?? '.') : findService(db).folder;
      if (!holdsLake(folder)) throw new UsageError(`there is no lake in '${folder}'; name one by --db`);
      await withLake(folder, work);
      return EXIT.done;
    },
    { json },
  );
}
