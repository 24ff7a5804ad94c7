import type { LiveRoutine } from '../execution/environment.ts';

/** Where the calls of one version of a routine are counted that have begun and not ended. */
export interface CallCount {
  readonly cells: Int32Array;
  /** The cell; it may become another one between two calls. */
  at: number;
}

/** Is told of each version of a routine that is loaded, by the routine's id and the version's fingerprint. */
export type CallCounting = (id: string, fingerprint: string) => CallCount;

/** The routine, counting its calls; without an argument list where it has few, since queries call it for every row. */
export function counted(run: LiveRoutine['run'], count: CallCount): LiveRoutine['run'] {
  const { cells } = count;
  switch (run.length) {
    case 1:
      return (frame) => {
        const { at } = count;
        cells[at]! += 1;
        try {
          return run(frame);
        } finally {
          cells[at]! -= 1;
        }
      };
    case 2:
      return (frame, a) => {
        const { at } = count;
        cells[at]! += 1;
        try {
          return run(frame, a);
        } finally {
          cells[at]! -= 1;
        }
      };
    case 3:
      return (frame, a, b) => {
        const { at } = count;
        cells[at]! += 1;
        try {
          return run(frame, a, b);
        } finally {
          cells[at]! -= 1;
        }
      };
    default:
      return ofLength(run.length, (frame, ...args) => {
        const { at } = count;
        cells[at]! += 1;
        try {
          return run(frame, ...args);
        } finally {
          cells[at]! -= 1;
        }
      });
  }
}

/** Who calls a routine looks at how many arguments it has. */
function ofLength(length: number, run: LiveRoutine['run']): LiveRoutine['run'] {
  return Object.defineProperty(run, 'length', { value: length });
}
