/** What maintenance of a lake may do. */
export interface MaintenanceOptions {
  /** Files that no snapshot names stay for this many milliseconds after they were written. Default: a day. */
  readonly olderThan?: number;
  /** Only tells what would be done. */
  readonly dryRun?: boolean;
}

/** A file below the lake's data folder. */
export interface LeftFile {
  readonly path: string;
  readonly bytes: number;
}

/** What maintenance did, or would do. */
export interface MaintenanceReport {
  readonly dryRun: boolean;
  /** Files that no snapshot names, which crashes and failed commits left. */
  readonly orphans: {
    readonly removed: readonly LeftFile[];
    /** They may still be written: they are younger than the grace, or than the process that has the lake. */
    readonly young: readonly LeftFile[];
    /** They have no names that writers of lakes give. */
    readonly foreign: readonly LeftFile[];
  };
}

const DAY = 86_400_000;

/** The options with what holds where nothing is said. */
export function maintenanceOf({ olderThan = DAY, dryRun = false }: MaintenanceOptions): Required<MaintenanceOptions> {
  return { olderThan, dryRun };
}
