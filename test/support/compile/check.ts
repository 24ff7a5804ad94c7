import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import { EMPTY_VIEW, type CatalogView, type ScopeLocal } from '../../../compiler/contract/catalog-view.ts';
import type { Library } from '../../../compiler/contract/library.ts';
import { lex } from '../../../compiler/1-lex/lex.ts';
import { parse } from '../../../compiler/2-parse/parse.ts';
import { parseExpressionText, parseQueryText } from '../../../compiler/2-parse/parse-text.ts';
import { bind } from '../../../compiler/3-bind/bind.ts';
import { libraryOf } from '../../../compiler/4-type/library.ts';
import { type } from '../../../compiler/4-type/type.ts';
import { showSlot } from '../../../compiler/contract/type.ts';
import type { BoundModule } from '../../../compiler/ir/bound.ts';
import type { TypedModule } from '../../../compiler/ir/typed.ts';
import type { SourceFile } from '../../../compiler/source/source-file.ts';
import { lazy } from '../../../compiler/source/lazy.ts';
import { librarySources } from '../../../stdlib/sources.ts';

/** What a text is checked against; a script in an empty world unless said otherwise. */
export interface CheckOptions {
  readonly view?: CatalogView;
  readonly scope?: readonly ScopeLocal[];
  readonly mode?: 'project' | 'script';
  readonly strict?: boolean;
}

export interface CheckResult {
  readonly bound: BoundModule;
  readonly module: TypedModule;
  readonly diagnostics: readonly Diagnostic[];
}

/** The standard library as the checker reads it. */
export const library: () => Library = lazy(() =>
  libraryOf(
    Object.entries(librarySources()).map(([name, text]) => {
      const file: SourceFile = { name, text, dialect: 'plg' };
      const { program, diagnostics } = parse(file, lex(file).tokens);
      const [wrong] = diagnostics;
      if (wrong !== undefined) throw new Error(`${name}:${wrong.span.start}: ${wrong.message}`);
      return { file, program };
    }),
  ),
);

/** From text to the typed module. */
export function checkText(text: string, options: CheckOptions = {}): CheckResult {
  const file: SourceFile = { name: 'test.plg', text, dialect: 'plg' };
  const lexed = lex(file);
  const parsed = parse(file, lexed.tokens);
  const context = {
    view: options.view ?? EMPTY_VIEW,
    library: library(),
    scope: options.scope ?? [],
    mode: options.mode ?? 'script',
    strict: options.strict ?? false,
    parseProgram: (stored: string, name: string) => parse(...inFile(stored, name)).program,
    parseQuery: (stored: string, name: string) => parseQueryText(...inFile(stored, name)),
    parseExpression: (stored: string, name: string) => parseExpressionText(...inFile(stored, name)),
  } as const;
  const { bound, diagnostics: names } = bind(parsed.program, file, context);
  const { module, diagnostics: types } = type(bound, context);
  return { bound, module, diagnostics: [...lexed.diagnostics, ...parsed.diagnostics, ...names, ...types] };
}

function inFile(text: string, name: string): readonly [SourceFile, ReturnType<typeof lex>['tokens']] {
  const file: SourceFile = { name, text, dialect: 'plg' };
  return [file, lex(file).tokens];
}

/** Findings as `PLG1302 error 'nme': table …`: code, severity, the guilty text, the message. */
export function findings(text: string, options: CheckOptions = {}): readonly string[] {
  return checkText(text, options).diagnostics.map(
    (each) => `${each.code} ${each.severity} '${text.slice(each.span.start, each.span.end)}': ${each.message}`,
  );
}

/** Findings as `PLG1302 error 'nme'`: code, severity, the guilty text. */
export function blamed(text: string, options: CheckOptions = {}): readonly string[] {
  return checkText(text, options).diagnostics.map(
    (each) => `${each.code} ${each.severity} '${text.slice(each.span.start, each.span.end)}'`,
  );
}

/** The codes of the findings, in order. */
export function codes(text: string, options: CheckOptions = {}): readonly string[] {
  return checkText(text, options).diagnostics.map((each) => each.code);
}

/** The types of the top level's `let`s by name, as users see them. A text with errors fails. */
export function localTypes(text: string, options: CheckOptions = {}): Readonly<Record<string, string>> {
  const { module, diagnostics } = checkText(text, options);
  const wrong = diagnostics.find((each) => each.severity === 'error');
  if (wrong !== undefined) throw new Error(`${wrong.code}: ${wrong.message}`);
  return Object.fromEntries(
    module.locals.filter((local) => local.role === 'let').map((local) => [local.name, showSlot(local.slot)]),
  );
}
