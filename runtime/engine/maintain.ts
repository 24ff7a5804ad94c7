import { maintenanceOf, type MaintenanceOptions, type MaintenanceReport } from '../client/maintenance.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Lake } from '../lake/lake.ts';

/** Does what keeps a lake small. Safe to be ended at any moment: each file is one that nobody needs. */
export function maintain(lake: Lake, options: MaintenanceOptions): MaintenanceReport {
  const { olderThan, dryRun } = maintenanceOf(options);
  if (!Number.isFinite(olderThan) || olderThan < 0)
    throw gobiError('InvalidOperation', {
      what: `a grace of ${String(olderThan)} ms`,
      reason: 'it is no number from 0 on',
    });
  return { dryRun: dryRun === true, orphans: lake.removeOrphans(olderThan * 1000, dryRun === true) };
}
