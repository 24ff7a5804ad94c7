import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployReport } from '../../../compiler/contract/deploy.ts';
import { renderText, summary } from '../../../compiler/diagnostics/render/render-text.ts';

/** What a terminal shows when a service has deployed its folder: the findings with their places, and in a line what came of it. */
export function deployNews(
  { report, message }: { readonly report: DeployReport | null; readonly message: string },
  folder: string,
  colour: boolean,
): string {
  if (report === null) return `-- not deployed: ${message}\n`;
  const { outcome, refusal, changes, diagnostics, milliseconds, broken } = report;
  const texts = new Map(diagnostics.map(({ file }) => [file, textOf(join(folder, file))]));
  const shown = diagnostics.filter(({ severity }) => severity !== 'info');
  const found = shown.length === 0 ? '' : `${renderText(shown, texts, { colour, mostPerFile: 10 })}\n`;
  const breaks = broken.flatMap((each) =>
    each.changes.map(({ change }) => `--   typed client ${each.client}: ${change}\n`),
  );
  return `${found}-- ${outcome === 'refused' ? refused(refusal, summary(shown)) : deployed(changes.length, milliseconds)}\n${breaks.join('')}`;
}

function deployed(changes: number, milliseconds: number): string {
  return `deployed ${changes} ${changes === 1 ? 'change' : 'changes'} in ${milliseconds.toFixed(0)} ms`;
}

function refused(refusal: DeployReport['refusal'], found: string): string {
  const serves = 'the version before serves on';
  switch (refusal) {
    case 'errors':
      return `not deployed, ${found}: ${serves}`;
    case 'allow':
      return `not deployed, data could be lost: \`gobi deploy --dry-run\` shows what, \`--allow\` does it; ${serves}`;
    default:
      return `not deployed, \`gobi deploy --dry-run\` shows why; ${serves}`;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // it went away since: its lines cannot be shown
    return '';
  }
}
