import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printRow, type BenchRow } from './bench-table.ts';
import { generatedProject } from './generated-project.ts';
import { median } from './measure.ts';

const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));
const PROCEDURES = 1000;

/** The command line as a user meets it: whole processes. There is no peer that does the same work. */
export function benchCommands(): BenchRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-compile-'));
  mkdirSync(join(folder, 'project'));
  for (const { name, text } of generatedProject(PROCEDURES)) writeFileSync(join(folder, 'project', name), text);
  const project = join(folder, 'project');
  try {
    return [
      command('gobi sql -c "select 1"', ['sql', '-c', 'select 1'], 9, '< 400 ms cold, < 250 ms'),
      command(`check ${PROCEDURES} procedures`, ['check', project], 3, '< 2,000 ms'),
      command(`build ${PROCEDURES} procedures`, ['build', project], 1, '< 12,000 ms', () =>
        rmSync(join(project, '.gobi'), { recursive: true, force: true }),
      ),
      command('build after one change', ['build', project], 3, '', () =>
        appendFileSync(join(project, 'procedure-0500.plg'), '\n-- changed\n'),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first run has an empty compile cache; `before` runs before each. */
function command(
  name: string,
  args: readonly string[],
  runs: number,
  goal: string,
  before: () => void = () => undefined,
): BenchRow {
  const cache = mkdtempSync(join(tmpdir(), 'bench-cache-'));
  const once = () => {
    before();
    const start = performance.now();
    const done = spawnSync(process.execPath, [GOBI, ...args], {
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`gobi ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
    return performance.now() - start;
  };
  const cold = once();
  const row: BenchRow = {
    group: 'commands',
    name,
    ours: { cold, sustained: median(Array.from({ length: runs }, once)) },
    peer: null,
    goal,
    ratio: 'none',
  };
  rmSync(cache, { recursive: true, force: true });
  printRow(row);
  return row;
}
