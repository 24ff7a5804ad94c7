import { explain as explainCode, explanationOf, pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { suggest } from '../../../../compiler/contract/suggest.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { UsageError } from '../../usage-error.ts';
import type { ExplainFlags } from './route.ts';

/** `gobi explain`. */
export async function explain(flags: ExplainFlags, code: string): Promise<void> {
  await attempt(() => {
    const name = code.toUpperCase();
    const text = explainCode(name);
    if (text === undefined) {
      const near = suggest(name, Object.keys(pages));
      throw new UsageError(`there is no code '${code}'${near === undefined ? '' : `; did you mean ${near}?`}`);
    }
    process.stdout.write(flags.json ? `${JSON.stringify(explanationOf(name))}\n` : `${text.trimEnd()}\n`);
    return EXIT.done;
  });
}
