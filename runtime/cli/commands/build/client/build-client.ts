import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderJson } from '../../../../../compiler/diagnostics/render/render-json.ts';
import { renderText, summary } from '../../../../../compiler/diagnostics/render/render-text.ts';
import { checkProject } from '../../../../../compiler/index.ts';
import { count } from '../../../../tui/output/cell-text.ts';
import { EXIT } from '../../../exit.ts';
import { usesColour } from '../../../output/uses-colour.ts';
import { readNamedFiles } from '../../../project-files.ts';
import { surroundingsOf } from '../../../surroundings.ts';
import { UsageError } from '../../../usage-error.ts';
import type { BuildFlags } from '../route.ts';
import { clientBindings } from './client-bindings.ts';

/** `gobi build --client`: writes what calls the routines that the project declares, and those that its lake has. Gives the exit code. */
export async function buildClient(flags: BuildFlags, folder: string, file: string): Promise<number> {
  if (flags.watch || flags.out !== undefined)
    throw new UsageError('--client writes one file: leave --out and --watch out');
  if (!file.endsWith('.ts'))
    throw new UsageError(`'${file}' is no TypeScript file: --client needs a name that ends with .ts`);
  const sources = readNamedFiles([folder]).project;
  const project = checkProject(sources, await surroundingsOf(flags, [folder]));
  const { diagnostics } = project;
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const { text, routines, left } = clientBindings(failed ? [] : project.view.routines);
  const changed = !failed && (!existsSync(file) || readFileSync(file, 'utf8') !== text);
  if (changed) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (flags.json) {
    const found = JSON.parse(renderJson(diagnostics, texts)) as unknown;
    process.stdout.write(`${JSON.stringify({ file, changed, routines, left, diagnostics: found })}\n`);
  } else {
    if (diagnostics.length > 0)
      process.stdout.write(`${renderText(diagnostics, texts, { colour: usesColour(process.stdout) })}\n\n`);
    const without = left.length === 0 ? '' : `; left out, since programs have no values for them: ${left.join(', ')}`;
    process.stdout.write(
      failed
        ? `${summary(diagnostics)}: nothing was written\n`
        : `${file}: ${changed ? 'written' : 'unchanged'}, ${count(routines, 'routine')}${without}\n`,
    );
  }
  return failed ? EXIT.failed : EXIT.done;
}
