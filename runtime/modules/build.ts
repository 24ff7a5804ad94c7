import type { CatalogView, FileInfo, FormerTable, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { Library } from '../../compiler/contract/library.ts';
import type { Manifest } from '../../compiler/contract/manifest.ts';
import { checkError, gobiError } from '../../compiler/contract/runtime-error.ts';
import type { StatementShape } from '../../compiler/contract/statement-shape.ts';
import type { TypeSlot } from '../../compiler/contract/type.ts';
import {
  checkParsed,
  emitChecked,
  fingerprintOf,
  parseFile,
  readLibrary,
  sourceFile,
  statementGroups,
  statementShape,
  type Parsed,
  type Surroundings,
} from '../../compiler/index.ts';
import { valueError } from './value-error.ts';

export { components, dumpPlan, kernelMap, kernelText, tablesThen } from '../../compiler/index.ts';
export type { TableThen, WrittenMoment } from '../../compiler/index.ts';
export { fingerprintOf, parseFile, readLibrary, sourceFile };
export type { Library, Parsed };

/** Compiled code as the loader takes it. */
export interface CompiledText {
  readonly code: string;
  readonly map: string;
  readonly manifest: Omit<Manifest, 'fingerprint'>;
  /** Locals of the top level, those that came in included. */
  readonly locals: readonly { readonly name: string; readonly slot: TypeSlot }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a text is compiled against. */
export interface BuildContext {
  readonly view: CatalogView;
  readonly library: Library;
  readonly scope: readonly ScopeLocal[];
  readonly files: readonly FileInfo[];
  /** Tables of older snapshots that the text names; `undefined` where they are not known. */
  readonly former?: readonly FormerTable[] | undefined;
}

/** A parsed text and its statements; syntax errors are thrown. */
export function parseText(text: string, name: string): Parsed {
  const parsed = parseFile(sourceFile(name, text));
  throwErrors(parsed.diagnostics);
  return parsed;
}

/**
 * Each top-level statement as a program of its own; places stay those of the whole text. Declarations of routines that call each other in a circle are
 * one program.
 */
export function statementsOf(parsed: Parsed): readonly Parsed[] {
  return statementGroups(parsed.program, parsed.lexed.tokens).map((statements) => ({
    ...parsed,
    diagnostics: [],
    program: { ...parsed.program, statements },
  }));
}

/** Checks and emits. What does not check raises the error of its first diagnostic; a literal that does not fit raises what any such value does. */
export function compile(parsed: Parsed, context: BuildContext): CompiledText {
  const checked = checkParsed(parsed, surroundingsOf(context));
  throwErrors(checked.diagnostics, parsed);
  const { emitted } = emitChecked(checked);
  const { locals } = checked.typed;
  const { code, map, manifest } = emitted;
  return {
    code,
    map,
    manifest,
    locals: locals.map(({ name, slot }) => ({ name, slot })),
    diagnostics: checked.diagnostics,
  };
}

/** What a text of one statement takes and gives. Errors: what does not check, `Unsupported` for what has no shape before it runs. */
export function shapeOf(parsed: Parsed, context: BuildContext): StatementShape {
  const { shape, diagnostics, reason } = statementShape(parsed, surroundingsOf(context));
  throwErrors(diagnostics, parsed);
  if (shape !== null) return shape;
  throw gobiError('Unsupported', {
    what: `to prepare a text: ${reason ?? 'it has no shape'}`,
    instead: 'run it as it is',
  });
}

function surroundingsOf({ view, library, scope, files, former }: BuildContext): Surroundings {
  const known = files.length === 0 ? view : { ...view, files };
  return { view: former === undefined ? known : { ...known, former }, library, scope, mode: 'script' };
}

function throwErrors(diagnostics: readonly Diagnostic[], parsed: Parsed | null = null): void {
  if (!diagnostics.some(({ severity }) => severity === 'error')) return;
  throw (parsed === null ? null : valueError(parsed, diagnostics)) ?? checkError(diagnostics);
}
