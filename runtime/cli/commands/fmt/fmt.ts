import { writeFileSync } from 'node:fs';
import { renderText } from '../../../../compiler/diagnostics/render/render-text.ts';
import { format } from '../../../../compiler/index.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { readNamedFiles } from '../../project-files.ts';
import type { FmtFlags } from './route.ts';
import { usesColour } from '../../output/uses-colour.ts';

/** `gobi fmt`: a file with syntax errors is left as it is. */
export async function fmt(flags: FmtFlags, ...paths: string[]): Promise<void> {
  await attempt(
    () => {
      const { project, scripts } = readNamedFiles(paths);
      const changed: string[] = [];
      const broken: string[] = [];
      for (const file of [...project, ...scripts]) {
        const { text, diagnostics } = format(file);
        if (diagnostics.some((d) => d.severity === 'error')) {
          broken.push(file.name);
          if (!flags.json)
            process.stderr.write(
              `${renderText(diagnostics, new Map([[file.name, file.text]]), { colour: usesColour(process.stderr) })}\n`,
            );
        } else if (text !== file.text) {
          changed.push(file.name);
          if (!flags.check) writeFileSync(file.name, text);
        }
      }
      if (flags.json) process.stdout.write(`${JSON.stringify({ changed, broken })}\n`);
      else
        for (const name of changed) process.stdout.write(`${flags.check ? 'not formatted' : 'formatted'}: ${name}\n`);
      return broken.length > 0 || (flags.check && changed.length > 0) ? EXIT.failed : EXIT.done;
    },
    { json: flags.json },
  );
}
