import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RollbackReport } from '../../../engine.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { count } from '../../../tui/output/cell-text.ts';
import { projectSettings } from '../../project-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { brokenLines } from '../../output/broken-lines.ts';
import { withLake } from '../../with-lake.ts';
import type { RollbackFlags } from './route.ts';

/** `gobi rollback --code`. */
export async function rollback(flags: RollbackFlags): Promise<void> {
  await attempt(
    async () => {
      if (!flags.code) throw new UsageError('say what to roll back: --code');
      const lake = flags.db ?? projectSettings('.').lake ?? '.';
      if (!existsSync(join(lake, '.gobi', 'catalog.sqlite')))
        throw new UsageError(`there is no lake in '${lake}'; name one by --db`);
      const { to, dryRun } = flags;
      const report = await withLake(lake, (engine) =>
        engine.rollbackCode({ dryRun, ...(to === undefined ? {} : { to }) }),
      );
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : show(report));
      return EXIT.done;
    },
    { json: flags.json },
  );
}

const SIGNS: Readonly<Record<string, string>> = { create: '+', change: '~', drop: '-' };

function show({ outcome, to, snapshot, changes, broken }: RollbackReport): string {
  if (outcome === 'unchanged') return `the code is that of snapshot ${to} already\n`;
  const lines = changes.map(
    ({ action, kind, name, details }) => `  ${SIGNS[action]!} ${kind} ${name}: ${details.join(', ')}`,
  );
  const end =
    outcome === 'planned'
      ? `${count(changes.length, 'object')} to change, nothing is done yet`
      : `the code of snapshot ${to} is back as snapshot ${snapshot}: ${count(changes.length, 'object')} changed`;
  return [...lines, '', ...brokenLines({ broken }, (_, text) => text), end, ''].join('\n');
}
