import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text as `$VISUAL` or `$EDITOR` (else `vi`) leaves it; `null` when the editor failed, which is said. */
export async function editText(
  text: string,
  { VISUAL: visual = '', EDITOR: editor = '' }: Readonly<Record<string, string | undefined>>,
  say: (message: string) => void,
): Promise<string | null> {
  const program = visual || editor || 'vi';
  const folder = mkdtempSync(join(tmpdir(), 'gobi-edit-'));
  const file = join(folder, 'statement.plg');
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    // the variables may hold options: a shell takes them apart
    const child = spawn('/bin/sh', ['-c', `${program} "$1"`, 'sh', file], { stdio: 'inherit' });
    const code = await new Promise<number | null>((settle) => {
      child.on('exit', settle);
      child.on('error', () => settle(127));
    });
    if (code === 0) return readFileSync(file, 'utf8').replace(/\n$/, '');
    say(`the editor '${program}' failed${code === 127 ? ': it cannot be run; name one in EDITOR' : ''}`);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
