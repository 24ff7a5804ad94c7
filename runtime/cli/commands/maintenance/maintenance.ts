import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { findService } from '../../../client/discovery.ts';
import type { LeftFile, MaintenanceReport } from '../../../engine.ts';
import { count } from '../../../tui/output/cell-text.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { holdsLake } from '../../lake-folder.ts';
import { projectSettings } from '../../project-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { withLake } from '../../with-lake.ts';
import type { MaintenanceFlags } from './route.ts';

/** `gobi maintenance`. */
export async function maintenance({ db, olderThan, dryRun, json }: MaintenanceFlags): Promise<void> {
  await attempt(
    async () => {
      const named = db ?? projectSettings('.').lake ?? '.';
      const folder = existsSync(named) ? named : findService(named).folder;
      if (!holdsLake(folder)) throw new UsageError(`there is no lake in '${folder}'; name one by --db`);
      const report = await withLake(folder, (engine) =>
        engine.maintain({ dryRun, ...(olderThan === undefined ? {} : { olderThan }) }),
      );
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : show(report, folder));
      return EXIT.done;
    },
    { json },
  );
}

function show({ dryRun, orphans: { removed, young, foreign } }: MaintenanceReport, folder: string): string {
  const lines = removed.map(({ path, bytes }) => `  - ${relative(folder, path)} (${size(bytes)})`);
  const verb = dryRun ? 'to remove, nothing is done yet' : 'removed';
  return [
    ...lines,
    ...(lines.length === 0 ? [] : ['']),
    removed.length === 0 ? 'no file to remove' : `${count(removed.length, 'file')}, ${size(total(removed))}, ${verb}`,
    ...(young.length === 0 ? [] : [`${count(young.length, 'file')} may still be written, and stayed`]),
    ...(foreign.length === 0 ? [] : [`${count(foreign.length, 'file')} of others stayed`]),
    '',
  ].join('\n');
}

function total(files: readonly LeftFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function size(bytes: number): string {
  return bytes < 2 ** 20 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
