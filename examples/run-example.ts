import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Runs an example as its README tells: the command lines of its `commands.json`, in a lake of its own, with what they print.
 * `node examples/run-example.ts 1-flights [lake]`; the lake is kept when it is named.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = join(ROOT, 'node_modules', 'vega-datasets', 'data');

/** One command line: the program and its arguments. `$LAKE` and `$DATA` stand for the lake and the folder of the real data. */
type Command = readonly string[];

/** Runs all commands of an example; `show` is given what each prints, as it comes. Rejects when one ends as it should not. */
export async function runExample(name: string, lake: string, show: (text: string) => void): Promise<void> {
  const folder = join(ROOT, 'examples', name);
  const { commands, exitCode = 0 } = JSON.parse(readFileSync(join(folder, 'commands.json'), 'utf8')) as {
    commands: Command[];
    exitCode?: number;
  };
  mkdirSync(lake, { recursive: true });
  for (const command of commands) {
    const line = command.map((word) => word.replaceAll('$LAKE', lake).replaceAll('$DATA', DATA));
    show(`$ ${command.join(' ')}\n`);
    const [program, ...args] = line;
    const script = program === 'gobi' ? join(ROOT, 'runtime', 'cli', 'gobi.js') : join(folder, program!);
    const code = await run([script, ...args], folder, (text) =>
      show(text.replaceAll(lake, '$LAKE').replaceAll(DATA, '$DATA')),
    );
    if (code !== exitCode) throw new Error(`'${command.join(' ')}' ended with code ${code}, not ${exitCode}`);
  }
}

/** Both streams of a program through one pipe, so that their order is that of the terminal. */
function run(args: readonly string[], cwd: string, show: (text: string) => void): Promise<number | null> {
  const child = spawn('sh', ['-c', 'exec "$0" "$@" 2>&1', process.execPath, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8').on('data', show);
  return new Promise((settle, fail) => child.on('error', fail).on('close', settle));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = readdirSync(join(ROOT, 'examples')).filter((n) =>
    existsSync(join(ROOT, 'examples', n, 'commands.json')),
  );
  const name = process.argv[2];
  if (name === undefined || !names.includes(name)) {
    process.stderr.write(`which example? One of: ${names.join(', ')}\n`);
    process.exit(2);
  }
  const lake = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'gobi-example-'));
  await runExample(name, lake, (text) => process.stdout.write(text));
  if (process.argv[3] === undefined) rmSync(lake, { recursive: true, force: true });
}
