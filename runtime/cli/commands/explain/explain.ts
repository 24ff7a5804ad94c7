import { explain as explainCode, explanationOf, pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { codeList, renderCodeList } from '../../../../compiler/diagnostics/explain/code-list.ts';
import { suggest } from '../../../../compiler/contract/suggest.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { UsageError } from '../../usage-error.ts';
import type { ExplainFlags } from './route.ts';

/** `gobi explain`: one code, the list of all, or an object of the project. */
export async function explain(flags: ExplainFlags, asked?: string): Promise<void> {
  await attempt(
    async () => {
      process.stdout.write(await answer(flags, asked));
      return EXIT.done;
    },
    { json: flags.json },
  );
}

async function answer(flags: ExplainFlags, asked: string | undefined): Promise<string> {
  if (asked === undefined) return flags.json ? `${JSON.stringify(codeList())}\n` : renderCodeList();
  if (!/^plg\d\w{0,3}$/i.test(asked)) return (await import('./explain-object.ts')).explainObject(asked, flags);
  const name = asked.toUpperCase();
  const text = explainCode(name);
  if (text === undefined) {
    const near = suggest(name, Object.keys(pages));
    const hint = near === undefined ? '; `gobi explain` lists all' : `; did you mean ${near}?`;
    throw new UsageError(`there is no code '${asked}'${hint}`);
  }
  return flags.json ? `${JSON.stringify(explanationOf(name))}\n` : `${text.trimEnd()}\n`;
}
