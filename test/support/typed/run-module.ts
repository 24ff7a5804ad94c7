import { emit } from '../../../compiler/6-emit/emit.ts';
import type { PlannedModule } from '../../../compiler/ir/planned.ts';
import { moduleAbi, sharedAbi } from '../../../runtime/execution/abi.ts';
import type { Environment, LiveRoutine } from '../../../runtime/execution/environment.ts';
import { Frame } from '../../../runtime/execution/frame.ts';
import { Session } from '../../../runtime/execution/session.ts';
import { fixedClock } from '../../../runtime/host/clock.ts';
import { defaultLimits } from '../../../runtime/host/limits.ts';
import { evaluate, type ModuleExports } from '../../../runtime/modules/evaluate.ts';
import type { Transaction } from '../../../runtime/transaction/transaction.ts';

/** A module's exports and a frame to call them in; there is no lake behind it. Procedures that call each other are found in the module. */
export function load(
  planned: PlannedModule,
  natives: Parameters<typeof sharedAbi>[0] = () => undefined,
): { readonly exports: ModuleExports; readonly frame: Frame; readonly lines: string[]; readonly code: string } {
  const emitted = emit(planned);
  const { code } = emitted;
  const exports = evaluate(
    code,
    'gobi:test',
    moduleAbi(sharedAbi(natives), emitted.manifest, () => undefined),
    (id) => {
      throw new Error(`no ${id}`);
    },
  );
  const lines: string[] = [];
  const routines = new Map(
    emitted.manifest.routines.map((r): [string, LiveRoutine] => [
      r.id,
      { id: r.id, name: r.name, run: exports[r.exportName]! },
    ]),
  );
  const environment = {
    clock: fixedClock(0),
    natives,
    print: (line: string) => lines.push(line),
    routine: (_: Frame, id: string) => routines.get(id)!,
    start: () => 'run',
    frames: () => [],
  } as unknown as Environment;
  const nothing = { open: true, mark: () => ({}), undo: () => undefined } as unknown as Transaction;
  const frame = new Frame({
    environment,
    session: new Session(
      () => nothing,
      () => 0.5,
    ),
    limits: defaultLimits,
    what: 'test',
  });
  return { exports, frame, lines, code };
}
