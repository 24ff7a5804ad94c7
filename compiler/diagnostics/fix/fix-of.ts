import type { Diagnostic, Fix, TextEdit } from '../../contract/diagnostic.ts';
import { isDiagnosticCode, type DiagnosticCode, type DiagnosticParams } from '../diagnostic.ts';
import { declaredRaises } from './declared-raises.ts';
import {
  appended,
  columnOrLocal,
  declaredBefore,
  guessed,
  renamed,
  replaced,
  withoutListed,
  type FixPlace,
  type Repair,
} from './repairs.ts';

type Repairs = {
  readonly [Code in DiagnosticCode]?: (params: DiagnosticParams<Code>, place: FixPlace) => Repair | undefined;
};

/** How findings of a code are mended in the text. Codes whose repair only the writer can know are left out. */
const repairs: Repairs = {
  PLG1003: (_, place) => replaced(place, `\`${place.guilty}\``),
  // Only what stands for the other word alone; `x = x + …` is for people.
  PLG1009: ({ instead }, place) => (/^([a-z]+|=)$/.test(instead) ? replaced(place, instead) : undefined),
  PLG1013: ({ escape }, place) =>
    /^\\u[0-9a-fA-F]{4}$/.test(escape) ? undefined : renamed(place, escape, `\\${escape}`),
  PLG1105: ({ name }, place) => renamed(place, name, `_${name}`),
  PLG1108: ({ name, declared }, place) => renamed(place, name, declared),
  PLG1342: ({ path }, place) => replaced(place, `'${path.replaceAll("'", "''")}'`),
  PLG1401: ({ key, nearest }, place) => renamed(place, key, nearest),
  PLG1402: ({ kind, nearest }, place) => renamed(place, kind, nearest),
  PLG1306: ({ name, source }, place) => guessed(columnOrLocal(place, name, source)),
  PLG1501: ({ exception, nearest }, place) =>
    nearest === undefined
      ? declaredBefore(place, `type exception as ${exception}`)
      : guessed(renamed(place, exception, nearest)),
  PLG1502: ({ exception }, place) => withoutListed(place, exception, 'raises'),
  PLG1503: ({ routine, missing }, place) => declaredRaises(place, routine, missing),

  PLG1101: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1102: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1103: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1111: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1114: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1205: (_, place) => guessed(appended(place, ' ?? false')),
  PLG1207: ({ field, nearest }, place) => guessed(renamed(place, field, nearest)),
  PLG1213: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1231: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1301: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1302: ({ column, nearest }, place) => guessed(renamed(place, column, nearest)),
  PLG1312: ({ key }, place) =>
    /^count\s*\(\s*\*\s*\)$/i.test(place.guilty) ? guessed(replaced(place, `count(distinct ${key})`)) : undefined,
  PLG1321: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1333: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1404: ({ called, nearest }, place) => guessed(renamed(place, called, nearest)),
  PLG1408: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1413: ({ zone, nearest }, place) => guessed(renamed(place, zone, nearest)),
  PLG1415: ({ exe, kind }, place) => guessed(renamed(place, exe, kind)),
  PLG1416: ({ name, nearest }, place) => guessed(renamed(place, name, nearest)),
  PLG1417: ({ target, nearest }, place) => guessed(renamed(place, target, nearest)),
};

/** The codes whose findings may have a fix from this table. */
export const mendableCodes: readonly string[] = Object.keys(repairs).sort();

/** The fix of a finding: its own, or the one that its code, parameters and text give. */
export function fixOf(found: Diagnostic, text: string): Fix | undefined {
  if (found.fix !== undefined || !isDiagnosticCode(found.code)) return found.fix;
  // A row takes the parameters of its own code, which are those that the finding was made from.
  const repair = repairs[found.code] as ((params: unknown, place: FixPlace) => Repair | undefined) | undefined;
  const { span } = found;
  const made = repair?.(found.params, { text, span, guilty: text.slice(span.start, span.end) });
  if (made === undefined) return undefined;
  const { edits, guess } = made;
  return { title: made.title ?? titleOf(edits), edits, ...(guess === true ? { guess } : {}) };
}

/** The findings with the fixes that can be made; `texts` are the files by name. */
export function withFixes(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  return diagnostics.map((each) => {
    const text = texts.get(each.file);
    const fix = text === undefined ? undefined : fixOf(each, text);
    return fix === undefined ? each : { ...each, fix };
  });
}

function titleOf(edits: readonly TextEdit[]): string {
  const written = edits.map(({ replacement }) => replacement.trim()).filter((text) => text !== '');
  return written.length === 0 ? 'remove it' : `write \`${written.join(' … ')}\``;
}
