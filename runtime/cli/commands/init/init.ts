import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '../../../engine.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { UsageError } from '../../usage-error.ts';
import type { InitFlags } from './route.ts';

const FIRST_FILE = `-- Declarations of this project: tables, types, functions, procedures. Statements to run by hand belong in scripts/.

CREATE TABLE visits (id int PRIMARY KEY, page string NOT NULL, at timestamp NOT NULL)

--- How often a page was visited.
upsert procedure count_visits as (page string)
returns int
as sync
{
    return (SELECT count(*) FROM visits WHERE visits.page = {page})
}
`;

/** `gobi init`: makes the lake, `gobi.json` and a first source file; what is there already stays as it is. */
export async function init(flags: InitFlags, folder = '.'): Promise<void> {
  await attempt(
    async () => {
      const made: string[] = [];
      if (existsSync(folder) && !statSync(folder).isDirectory()) throw new UsageError(`'${folder}' is a file`);
      mkdirSync(folder, { recursive: true });
      if (!existsSync(join(folder, '.gobi'))) made.push('.gobi');
      await (await open(folder, { workers: 0 })).close();
      for (const [name, text] of [
        ['gobi.json', '{ "lake": "." }\n'],
        ['main.plg', FIRST_FILE],
        ['.gitignore', '.gobi/\n'],
      ] as const) {
        if (existsSync(join(folder, name))) continue;
        writeFileSync(join(folder, name), text);
        made.push(name);
      }
      if (flags.json) process.stdout.write(`${JSON.stringify({ folder, made })}\n`);
      else
        process.stdout.write(
          made.length === 0 ? `${folder}: everything is there already\n` : `${folder}: made ${made.join(', ')}\n`,
        );
      return EXIT.done;
    },
    { json: flags.json },
  );
}
