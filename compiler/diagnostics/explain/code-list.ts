import type { Severity } from '../../contract/diagnostic.ts';
import { messages } from '../messages.ts';
import type { DiagnosticCode } from '../diagnostic.ts';
import { mendableCodes } from '../fix/fix-of.ts';
import { pages } from './explain.ts';

/** A code in the list of all. */
export interface ListedCode {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** The first sentence of its page. */
  readonly about: string;
  /** Whether `gobi check --fix` can mend some of its findings. */
  readonly mendable: boolean;
}

/** What the codes of each hundred are about. */
const groups: readonly (readonly [prefix: string, about: string])[] = [
  ['PLG10', 'The text is not a program'],
  ['PLG11', 'Names'],
  ['PLG12', 'Types'],
  ['PLG13', 'Tables, columns and queries'],
  ['PLG14', 'Options, triggers, schedules and pipelines'],
  ['PLG15', 'Exceptions'],
  ['PLG16', 'Asynchrony and writes'],
  ['PLG17', 'Inference'],
  ['PLG18', 'Security'],
  ['PLG19', 'Comments that ignore findings'],
];

const width = 110;
/** Codes whose findings bring their fix along. */
const withOwnFix: readonly string[] = ['PLG1005', 'PLG1901'];

/** All codes in their order. */
export function codeList(): readonly ListedCode[] {
  return (Object.keys(messages) as DiagnosticCode[]).sort().map((code) => ({
    code,
    severity: messages[code].severity,
    about: firstSentence(pages[code].about),
    mendable: mendableCodes.includes(code) || withOwnFix.includes(code),
  }));
}

/** The list for people: a line for each code below what its group is about. */
export function renderCodeList(): string {
  const all = codeList();
  const parts = groups.map(([prefix, about]) => {
    const lines = all.filter(({ code }) => code.startsWith(prefix)).map(lineOf);
    return `${about}\n${lines.join('')}`;
  });
  return `${parts.join('\n')}\n* has a fix: gobi check --fix; gobi explain CODE shows a wrong and a right example\n`;
}

function lineOf({ code, severity, about, mendable }: ListedCode): string {
  const head = `  ${code} ${severity.padEnd(7)} ${mendable ? '*' : ' '} `;
  const most = width - head.length;
  return `${head}${about.length > most ? `${about.slice(0, most - 1).trimEnd()}…` : about}\n`;
}

function firstSentence(text: string): string {
  return /^.*?[.:;](?= [A-Z`"(]|$)/s.exec(text)?.[0].replace(/[:;]$/, '.') ?? text;
}
