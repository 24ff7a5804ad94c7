import { optimize } from '../../../compiler/5-plan/optimize.ts';
import { dumpBound } from '../../../compiler/debug/dump-bound.ts';
import { dumpSyntax } from '../../../compiler/debug/dump-syntax.ts';
import { dumpTokens } from '../../../compiler/debug/dump-tokens.ts';
import { dumpTyped } from '../../../compiler/debug/dump-typed.ts';
import { renderText } from '../../../compiler/diagnostics/render/render-text.ts';
import { emitChecked, format, parseFile } from '../../../compiler/index.ts';
import { checkGolden, findingsOf, filesOf } from './check-golden.ts';
import type { Golden, OutputName } from './golden-file.ts';
import { plansOf } from './plans-of.ts';
import { resultOf } from './result-of.ts';
import { showManifest } from './show-manifest.ts';

/** Makes the text of one section from the sources, META and DATA of a golden. */
export type Stage = (golden: Golden) => string | Promise<string>;

/** Every stage by the section that it fills. */
export const stages: Readonly<Partial<Record<OutputName, Stage>>> = {
  DIAGNOSTICS: diagnosticsOf,
  TOKENS: (golden) =>
    perSource(filesOf(golden).map((file) => [file.name, dumpTokens(file.text, parseFile(file).lexed.tokens)])),
  SYNTAX: (golden) => perSource(filesOf(golden).map((file) => [file.name, dumpSyntax(parseFile(file).program)])),
  BOUND: (golden) => perSource(checkGolden(golden).map((checked) => [checked.file.name, dumpBound(checked.bound)])),
  TYPED: (golden) => perSource(checkGolden(golden).map((checked) => [checked.file.name, dumpTyped(checked.typed)])),
  PLAN: (golden) => perSource(plansOf(golden, (lowered) => lowered)),
  'PLAN after rules': (golden) => perSource(plansOf(golden, optimize)),
  TYPESCRIPT: (golden) =>
    perSource(checkGolden(golden).map((checked) => [checked.file.name, emitChecked(checked).emitted.typescript()])),
  MODULE: (golden) =>
    perSource(
      checkGolden(golden).map((checked) => [checked.file.name, showManifest(emitChecked(checked).emitted.manifest)]),
    ),
  RESULT: resultOf,
  FORMATTED: formattedOf,
};

/** `check = syntax` in META leaves out what names and types give. */
function diagnosticsOf(golden: Golden): string {
  const files = filesOf(golden);
  const found =
    golden.meta.get('check') === 'syntax' ? files.flatMap((file) => parseFile(file).diagnostics) : findingsOf(golden);
  if (found.length === 0) return 'NIL';
  return renderText(found, new Map(files.map((file) => [file.name, file.text])));
}

function formattedOf(golden: Golden): string {
  const laidOut = filesOf(golden).map((file) => ({ file, text: format(file).text }));
  if (laidOut.every(({ file, text }) => text === file.text)) return 'NO CHANGE';
  return perSource(laidOut.map(({ file, text }) => [file.name, text]));
}

/** The text alone for one source; several stand below their names. */
function perSource(texts: readonly (readonly [name: string, text: string])[]): string {
  if (texts.length === 1) return texts.map(([, text]) => text).join('');
  return texts.map(([name, text]) => `== ${name} ==\n${text.trimEnd()}\n`).join('\n');
}
