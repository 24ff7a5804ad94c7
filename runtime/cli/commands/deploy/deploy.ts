import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import { renderText } from '../../../../compiler/diagnostics/render/render-text.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { usesColour } from '../../output/uses-colour.ts';
import { readNamedFiles } from '../../project-files.ts';
import { projectSettings } from '../../project-settings.ts';
import { UsageError } from '../../usage-error.ts';
import { rightsOf } from '../../rights-flags.ts';
import { withLake } from '../../with-lake.ts';
import type { DeployFlags } from './route.ts';
import { showDeploy } from './show-deploy.ts';

/** `gobi deploy`. */
export async function deploy(flags: DeployFlags, folder = '.'): Promise<void> {
  await attempt(
    async () => {
      if (existsSync(folder) && !statSync(folder).isDirectory())
        throw new UsageError(`'${folder}' is a file: a project is deployed whole, by its folder`);
      const sources = readNamedFiles([folder]).project;
      if (sources.length === 0) throw new UsageError(`there is no .plg file of declarations in '${folder}'`);
      const settings = projectSettings(folder);
      const lake = flags.db ?? join(folder, settings.lake ?? '.');
      const files = sources.map(({ name, text }) => ({ name: relative(folder, name), text }));
      const { allow, prune, dryRun } = flags;
      const report = await withLake(
        lake,
        (engine) => engine.deploy(files, { allow, prune, dryRun, strict: settings.strict === true }),
        { makes: !dryRun, create: flags.create || flags.db === undefined, ...rightsOf(flags) },
      );
      const diagnostics = report.diagnostics.map((each) => placedIn(folder, each));
      if (flags.json) process.stdout.write(`${JSON.stringify({ ...report, diagnostics })}\n`);
      else {
        const texts = new Map(sources.map(({ name, text }) => [name, text]));
        const found = renderText(diagnostics, texts, { colour: usesColour(process.stderr), mostPerFile: 50 });
        if (found !== '') process.stderr.write(`${found}\n\n`);
        process.stdout.write(showDeploy(report, { folder, lake, prune, colour: usesColour(process.stdout) }));
      }
      return report.outcome === 'refused' ? EXIT.failed : EXIT.done;
    },
    { json: flags.json },
  );
}

/** The finding with paths as they are seen from here. */
function placedIn(folder: string, found: Diagnostic): Diagnostic {
  const { related } = found;
  return {
    ...found,
    file: join(folder, found.file),
    ...(related === undefined ? {} : { related: related.map((each) => ({ ...each, file: join(folder, each.file) })) }),
  };
}
