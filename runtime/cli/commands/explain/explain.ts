import { explain as explainCode, explanationOf, pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { codeList, renderCodeList } from '../../../../compiler/diagnostics/explain/code-list.ts';
import { suggest } from '../../../../compiler/contract/suggest.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { UsageError } from '../../usage-error.ts';
import type { ExplainFlags } from './route.ts';

/** `gobi explain`: one code, or the list of all. */
export async function explain(flags: ExplainFlags, code?: string): Promise<void> {
  await attempt(() => {
    if (code === undefined) {
      process.stdout.write(flags.json ? `${JSON.stringify(codeList())}\n` : renderCodeList());
      return EXIT.done;
    }
    const name = code.toUpperCase();
    const text = explainCode(name);
    if (text === undefined) {
      const near = suggest(name, Object.keys(pages));
      const hint = near === undefined ? '; `gobi explain` lists all' : `; did you mean ${near}?`;
      throw new UsageError(`there is no code '${code}'${hint}`);
    }
    process.stdout.write(flags.json ? `${JSON.stringify(explanationOf(name))}\n` : `${text.trimEnd()}\n`);
    return EXIT.done;
  });
}
