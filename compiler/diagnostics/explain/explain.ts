import type { Severity } from '../../contract/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic.ts';
import { isDiagnosticCode } from '../diagnostic.ts';
import { messages } from '../messages.ts';
import { automationPages } from './automation-pages.ts';
import { effectPages } from './effect-pages.ts';
import type { ExplainPage } from './explain-page.ts';
import { namePages } from './name-pages.ts';
import { queryPages } from './query-pages.ts';
import { suppressionPages } from './suppression-pages.ts';
import { syntaxPages } from './syntax-pages.ts';
import { typePages } from './type-pages.ts';

/** A page with its code and severity, as tools take it. */
export interface Explanation extends ExplainPage {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
}

const width = 100;

/** The page of every code. */
export const pages: Readonly<Record<DiagnosticCode, ExplainPage>> = {
  ...syntaxPages,
  ...namePages,
  ...typePages,
  ...queryPages,
  ...automationPages,
  ...effectPages,
  ...suppressionPages,
};

/** The explanation of a code, in any case; undefined if there is no such code. */
export function explanationOf(code: string): Explanation | undefined {
  const known = code.toUpperCase();
  return isDiagnosticCode(known) ? { code: known, severity: messages[known].severity, ...pages[known] } : undefined;
}

/** The explanation as text: what it is, then a wrong and a right example. */
export function explain(code: string): string | undefined {
  const found = explanationOf(code);
  if (found === undefined) return undefined;
  const { severity, about, wrong, right } = found;
  return `${found.code} (${severity})\n\n${wrapped(about)}\n\nWrong:\n\n${indented(wrong)}\n\nRight:\n\n${indented(right)}\n`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
