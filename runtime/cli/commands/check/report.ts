import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import { withFixes } from '../../../../compiler/diagnostics/fix/fix-of.ts';
import { renderGithub } from '../../../../compiler/diagnostics/render/render-github.ts';
import { renderJson } from '../../../../compiler/diagnostics/render/render-json.ts';
import { renderSarif } from '../../../../compiler/diagnostics/render/render-sarif.ts';
import { renderText, summary } from '../../../../compiler/diagnostics/render/render-text.ts';
import { assertNever } from '../../../../compiler/source/assert-never.ts';
import type { CheckFormat } from './formats.ts';
import { toolVersion } from '../../tool-version.ts';

/** Findings of one file that people are shown; tools get all. */
const MOST_PER_FILE = 50;

/** What is printed of a check. */
export interface CheckReport {
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were checked, by name. */
  readonly texts: ReadonlyMap<string, string>;
  readonly colour: boolean;
  readonly maxWarnings?: number | undefined;
}

/** The findings in a format, ending in a line end. */
export function checkReport(report: CheckReport, format: CheckFormat): string {
  const { texts } = report;
  const diagnostics = withFixes(report.diagnostics, texts);
  switch (format) {
    case 'json':
      return `${renderJson(diagnostics, texts)}\n`;
    case 'sarif':
      return `${renderSarif(diagnostics, texts, toolVersion())}\n`;
    case 'github':
      return renderGithub(diagnostics, texts);
    case 'text':
      return textReport({ ...report, diagnostics });
    default:
      return assertNever(format);
  }
}

/** Are there more warnings than allowed? */
export function hasTooManyWarnings({ diagnostics, maxWarnings }: CheckReport): boolean {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  return maxWarnings !== undefined && warnings > maxWarnings;
}

function textReport(report: CheckReport): string {
  const { diagnostics, texts, colour, maxWarnings } = report;
  const shown = renderText(diagnostics, texts, { colour, mostPerFile: MOST_PER_FILE });
  const files = `${texts.size} file${texts.size === 1 ? '' : 's'}`;
  const lines = [`${summary(diagnostics)} in ${files}`];
  if (hasTooManyWarnings(report)) lines.push(`more warnings than the ${maxWarnings} allowed`);
  const sure = diagnostics.filter(({ fix }) => fix !== undefined && fix.guess !== true).length;
  const guesses = diagnostics.filter(({ fix }) => fix?.guess === true).length;
  if (sure > 0) lines.push(`\`gobi check --fix\` mends ${sure} of them`);
  if (guesses > 0) lines.push(`\`gobi check --fix --guesses\` mends ${sure + guesses}, ${guesses} of them by a guess`);
  return `${shown === '' ? '' : `${shown}\n`}${lines.join('\n')}\n`;
}
