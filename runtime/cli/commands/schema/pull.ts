import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSchemaFile } from '../../../../compiler/index.ts';
import { literalFiles } from '../../literal-files.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { count } from '../../../tui/output/cell-text.ts';
import { readNamedFiles } from '../../project-files.ts';
import { SCHEMA_FILE } from '../../surroundings.ts';
import { lakeOf } from './lake-of.ts';
import { projectOf } from './project-of.ts';
import type { SchemaFlags } from './routes.ts';

/** `gobi schema pull`. */
export async function pull(flags: SchemaFlags, named?: string): Promise<void> {
  await attempt(
    async () => {
      const folder = projectOf(flags, named);
      const { project, scripts } = readNamedFiles([folder]);
      const view = await lakeOf(flags, folder);
      const files = literalFiles([...project, ...scripts], folder);
      const file = join(folder, SCHEMA_FILE);
      const text = writeSchemaFile(view, files);
      const changed = !existsSync(file) || readFileSync(file, 'utf8') !== text;
      if (changed) writeFileSync(file, text);
      const tables = view.tables.filter((table) => !table.readOnly).length;
      const views = view.views.length;
      if (flags.json)
        process.stdout.write(`${JSON.stringify({ file, changed, tables, views, files: files.length })}\n`);
      else
        process.stdout.write(
          `${file}: ${changed ? 'written' : 'unchanged'}, ${count(tables, 'table')}, ${count(views, 'view')}, ${count(files.length, 'data file')}\n`,
        );
      return EXIT.done;
    },
    { json: flags.json },
  );
}
