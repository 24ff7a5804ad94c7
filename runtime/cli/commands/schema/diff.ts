import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { checkProject, readLibrary, schemaDrift, type Drift } from '../../../../compiler/index.ts';
import { librarySources } from '../../../../stdlib/sources.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { count } from '../../../tui/output/cell-text.ts';
import { readNamedFiles } from '../../project-files.ts';
import { readSchema, SCHEMA_FILE } from '../../surroundings.ts';
import { lakeOf } from './lake-of.ts';
import { projectOf } from './project-of.ts';
import type { SchemaFlags } from './routes.ts';

/** `gobi schema diff`. */
export async function diff(flags: SchemaFlags, named?: string): Promise<void> {
  await attempt(
    async () => {
      const folder = projectOf(flags, named);
      const { project } = readNamedFiles([folder]);
      const lake = await lakeOf(flags, folder);
      const file = join(folder, SCHEMA_FILE);
      const known = existsSync(file) ? readSchema(file) : EMPTY_VIEW;
      const { view } = checkProject(project, { view: known, library: readLibrary(librarySources()) });
      const drift = schemaDrift(view, lake);
      if (flags.json) process.stdout.write(`${JSON.stringify({ drift })}\n`);
      else
        process.stdout.write(
          show(
            drift,
            flags.service === undefined
              ? flags.db === undefined
                ? ''
                : ` --db ${flags.db}`
              : ` --service ${flags.service}`,
          ),
        );
      return drift.length === 0 ? EXIT.done : EXIT.failed;
    },
    { json: flags.json },
  );
}

function show(drift: readonly Drift[], of: string): string {
  if (drift.length === 0) return 'the lake has what the project expects\n';
  const lines = drift.map(({ object, name, expected, found }) => {
    if (found === null) return `- ${object} ${name}: not in the lake; expected ${short(expected!)}`;
    if (expected === null) return `+ ${object} ${name}: only in the lake, ${short(found)}`;
    return `~ ${object} ${name}: expected ${short(expected)}, the lake has ${short(found)}`;
  });
  const pull = `gobi schema pull${of}`;
  return `${lines.join('\n')}\n\n${count(drift.length, 'difference')}; \`${pull}\` takes over what the lake has, \`gobi deploy\` makes it as the project has it\n`;
}

/** Whole definitions are long; their beginning tells which they are. */
function short(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
