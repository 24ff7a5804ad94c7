import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../runtime/engine.ts';
import { printRow, type BenchRow } from './bench-table.ts';
import { callingProject } from './calling-project.ts';

const CHANGES = 60;

/** A project of 1,000 procedures into a lake on disk: the first deploy, then one changed file, at the 95th percentile, check and commit included. */
export async function benchDeploy(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-deploy-'));
  const engine = await open(folder, { workers: 0 });
  try {
    const files = callingProject(1000).map(({ name, text }) => ({ name, text }));
    const begin = performance.now();
    await engine.deploy(files);
    const cold = performance.now() - begin;
    const times: number[] = [];
    for (let i = 0; i < CHANGES; i++) {
      const at = 1 + ((i * 7919) % (files.length - 1));
      const { name, text } = files[at]!;
      // A body, a place, a signature that others call.
      const changed = [
        text.replace('+ 1', `+ ${i + 2}`),
        `-- ${i}\n${text}`,
        text.replace('least decimal(12,2)', 'least decimal(14,2)'),
      ][i % 3]!;
      files[at] = { name, text: changed };
      const start = performance.now();
      const { refusal } = await engine.deploy(files);
      if (refusal !== null) throw new Error(`the deploy was refused: ${refusal}`);
      times.push(performance.now() - start);
    }
    const p95 = times.sort((a, b) => a - b)[Math.ceil(CHANGES * 0.95) - 1]!;
    const row: BenchRow = {
      group: 'deploy',
      name: 'one changed file of 1,000, p95',
      ours: { cold, sustained: p95 },
      peer: null,
      goal: '< 100 ms',
      ratio: 'none',
    };
    printRow(row);
    return [row];
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}
