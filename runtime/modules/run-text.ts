import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import {
  GobiError,
  gobiError,
  type StackFrame,
  withFrame,
  withFrames,
  withoutPlace,
} from '../../compiler/contract/runtime-error.ts';
import { isDataType, type TypeSlot } from '../../compiler/contract/type.ts';
import type { Table } from '../columnar/table.ts';
import { asGobiError } from '../execution/abi/errors.ts';
import { DynamicValue } from '../execution/dynamic-value.ts';
import { Frame, type FrameOptions } from '../execution/frame.ts';
import { OneRow } from '../execution/query/one-row.ts';
import { RowStream } from '../execution/query/row-stream.ts';
import type { Limits } from '../host/limits.ts';
import type { StatementOutcome } from '../execution/results.ts';
import { metOthers } from '../lake/commit/met-others.ts';
import type { TakesCommit } from '../transaction/transaction.ts';
import type { CodeBase, PreparedStatement } from './code-base.ts';
import { commandVerb, isSessionCommand, runCommand, type SessionCommand } from './session-command.ts';
import { namedSources } from './named-sources.ts';
import { requireGiven } from './require-given.ts';

/**
 * Runs the statements of a text in order, each checked against what those before left. Outside of an explicit transaction each commits on its own;
 * one that fails leaves nothing, and ends the text. Errors know their place and the `.plg` calls that led there.
 */
export function runText(code: CodeBase, options: TextOptions, text: string, name: string): void {
  if (runLifted(code, options, text, name)) return;
  const statements = code.parsed(text, name);
  const { later: _, ...together } = options;
  const each = statements.length === 1 ? options : together;
  for (const [i, statement] of statements.entries()) {
    options.onStatement?.(i + 1, statements.length);
    const first = statement.program.statements[0]!;
    if (isSessionCommand(first)) {
      runSessionCommand(code, together, first, statement.file);
      continue;
    }
    if (first.kind === 'ScriptParameters') requireGiven(first, options.session, statement.file.name);
    const alone = CONTROL.has(first.kind);
    runStatement(code, { ...each, alone }, (frame) => {
      const { scope, files } = namedSources(frame, statement);
      const { schema, role } = frame.session;
      return code.prepare(statement, frame.transaction.state, scope, files, schema, role);
    });
  }
}

/** A command tells its result after those of the statements that it runs. */
function runSessionCommand(
  code: CodeBase,
  options: TextOptions,
  command: SessionCommand,
  file: { readonly name: string; readonly text: string },
): void {
  const frame = new Frame({ ...options, what: 'the statement' });
  const { onStatement: _, ...inside } = options;
  let table: Table | null;
  try {
    table = runCommand(frame, command, code.caches, (text, name) => runText(code, inside, text, name));
  } catch (error) {
    if (!options.session.explicit) options.session.rollback();
    const known = located(code, frame, error);
    // what is shown at a place is the line, and that holds the secret
    if (command.kind === 'CreateSecret' || command.kind === 'DefineSecret') throw known;
    throw known.frames.length > 0 || known.place !== undefined ? known : withFrame(known, frameOf(command, file));
  }
  options.results?.({ verb: commandVerb(command), table, rowsChanged: null });
}

function frameOf(
  { span }: SessionCommand,
  { name, text }: { readonly name: string; readonly text: string },
): StackFrame {
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  return { procedure: 'statement', file: name, line, column: before.length - before.lastIndexOf('\n') };
}

/** Statements that speak of a transaction that is open. */
const CONTROL: ReadonlySet<string> = new Set(['Commit', 'Rollback', 'Savepoint', 'Release']);

/** Runs a text that is one statement with the code of its shape; whether there is such code. */
function runLifted(code: CodeBase, options: TextOptions, text: string, name: string): boolean {
  const { session } = options;
  const found = code.lifted.find(new Frame({ ...options, what: 'the statement' }), text, name);
  if (found === null) return false;
  const { literals, original } = found.lifted;
  options.onStatement?.(1, 1);
  for (const literal of literals) session.locals.set(literal.name, literal.value);
  try {
    runStatement(code, options, () => found.prepared);
  } catch (error) {
    throw error instanceof GobiError ? replaced(error, found.lifted.text, text, original) : error;
  } finally {
    for (const literal of literals) {
      session.locals.delete(literal.name);
      session.scope.delete(literal.name);
    }
  }
  return true;
}

/** The error with the places of the statement itself in the text as it was written. */
function replaced(error: GobiError, lifted: string, text: string, original: (offset: number) => number): GobiError {
  const starts = [0, ...[...lifted.matchAll(/\n/g)].map((match) => match.index + 1)];
  const frames = error.frames.map((frame): StackFrame => {
    if (frame.procedure !== 'statement') return frame;
    const before = text.slice(0, original((starts[frame.line - 1] ?? 0) + frame.column - 1));
    return { ...frame, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
  });
  return withFrames(error, frames);
}

/** What a text runs with. `onStatement` is told of each statement, by number, before it begins. */
export interface TextOptions extends Omit<FrameOptions, 'what' | 'alone'> {
  readonly onStatement?: (number: number, of: number) => void;
  /** Is given what the check of a statement found that is no error. */
  readonly onDiagnostics?: (diagnostics: readonly Diagnostic[]) => void;
  /** Is told what a statement may use, before it begins. */
  readonly onLimits?: (limits: Limits) => void;
  /** How much of what runs has been seen outside of the lake: printed lines, written files, started calls. What was seen is not done again. */
  readonly seen?: () => number;
  /** May take on the commit of a statement of which nothing has been seen; the text must be that statement alone. */
  readonly later?: TakesCommit;
}

/** How often a statement that met the commits of others is tried. */
const TRIES = 100;

/** Runs a statement; where it alone met the commit of another it begins anew, at what the lake is then, unless something of it was seen already. */
export function runStatement(
  code: CodeBase,
  options: TextOptions & Pick<FrameOptions, 'alone'>,
  prepare: (frame: Frame) => PreparedStatement,
): void {
  const { session, seen = () => 0 } = options;
  if (session.explicit) return tryStatement(code, options, prepare);
  const before = { locals: new Map(session.locals), scope: new Map(session.scope), seen: seen() };
  for (let tries = 1; ; tries++) {
    const { commits } = session;
    const later: TakesCommit = (request) =>
      session.commits === commits && seen() === before.seen && options.later?.(request) === true;
    try {
      return tryStatement(code, { ...options, later }, prepare);
    } catch (error) {
      if (
        !(error instanceof GobiError && metOthers(error)) ||
        tries === TRIES ||
        session.commits > commits ||
        seen() > before.seen
      )
        throw error;
      restore(session.locals, before.locals);
      restore(session.scope, before.scope);
    }
  }
}

function restore<K, V>(map: Map<K, V>, before: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of before) map.set(key, value);
}

function tryStatement(
  code: CodeBase,
  options: TextOptions & Pick<FrameOptions, 'alone'>,
  prepare: (frame: Frame) => PreparedStatement,
): void {
  const { session } = options;
  // results are told when the statement has committed: what is shown as done survives
  const outcomes: StatementOutcome[] = [];
  const limits = session.limitsOver(options.limits);
  options.onLimits?.(limits);
  const results = (outcome: StatementOutcome): void => {
    requireFewRows(outcome, limits);
    outcomes.push(outcome);
  };
  const frame = new Frame({ ...options, limits, results, what: 'the statement' });
  const { transaction } = session;
  const mark = transaction.mark();
  try {
    frame.check();
    const prepared = prepare(frame);
    if (prepared.diagnostics.length > 0) options.onDiagnostics?.(prepared.diagnostics);
    prepared.main(frame);
    for (const { name, slot } of prepared.locals) keepType(frame, name, slot);
    if (!session.explicit) session.commit({}, options.later);
    for (const outcome of outcomes) options.results?.(plain(outcome));
  } catch (error) {
    if (!session.explicit) session.rollback();
    else if (transaction.open) transaction.undo(mark);
    throw located(code, frame, error);
  }
}

/** Errors: `RowLimit`. */
function requireFewRows({ table, rowsChanged }: StatementOutcome, { rows: limit }: Limits): void {
  const rows = table?.rowCount ?? rowsChanged ?? 0;
  if (rows > limit) throw gobiError('RowLimit', { what: 'the statement', rows, limit });
}

/** The outcome as data that may cross threads: a row that was found by key becomes a table of columns. */
function plain(outcome: StatementOutcome): StatementOutcome {
  return outcome.table instanceof OneRow ? { ...outcome, table: outcome.table.plain() } : outcome;
}

/** The error with the `.plg` calls on its stack. What a stored body finds while it runs is shown by these calls: its text is not the one that runs. */
export function located(code: CodeBase, frame: Frame, error: unknown): GobiError {
  const known = asGobiError(error, frame);
  if (known.frames.length > 0) return known;
  const calls = callsOf(code, known);
  return known.place !== undefined && calls.length > 1 ? withoutPlace(known, calls) : calls.reduce(withFrame, known);
}

/** An error that was made without a stack, to wrap another, is where that one is. */
function callsOf(code: CodeBase, error: Error): readonly StackFrame[] {
  const calls = code.frames(error);
  return calls.length === 0 && error.cause instanceof Error ? callsOf(code, error.cause) : calls;
}

/** What a kept local is for the statements after. */
function keepType(frame: Frame, name: string, slot: TypeSlot): void {
  const {
    session: { scope },
    locals,
  } = frame;
  const value = locals.get(name);
  if (value instanceof DynamicValue) {
    locals.set(name, value.value);
    scope.set(name, { name, type: value.type, nullable: true, refersTo: null });
  } else if (isTable(value)) {
    const one = slot.type.kind === 'table' && slot.type.cardinality !== 'many';
    const stream = value instanceof RowStream ? ({ stream: true } as const) : {};
    const type = { kind: 'table', fields: value.fields, one, ...stream } as const;
    scope.set(name, { name, type, nullable: false, refersTo: null });
  } else if ((isDataType(slot.type) || slot.type.kind === 'function') && value !== undefined) {
    scope.set(name, { name, type: slot.type, nullable: slot.nullable, refersTo: null } satisfies ScopeLocal);
  } else scope.delete(name);
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'segments' in value && 'rowCount' in value;
}
