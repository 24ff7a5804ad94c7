import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { type GobiError, type StackFrame, withFrame } from '../../compiler/contract/runtime-error.ts';
import { isDataType, type TypeSlot } from '../../compiler/contract/type.ts';
import type { Table } from '../columnar/table.ts';
import { asGobiError } from '../execution/abi/errors.ts';
import { DynamicValue } from '../execution/dynamic-value.ts';
import { Frame, type FrameOptions } from '../execution/frame.ts';
import type { StatementOutcome } from '../execution/results.ts';
import { parseText, statementsOf, type Parsed } from './build.ts';
import type { CodeBase } from './code-base.ts';
import { namedSources } from './named-sources.ts';

/**
 * Runs the statements of a text in order, each checked against what those before left. Outside of an explicit transaction each commits on its own;
 * one that fails leaves nothing, and ends the text. Errors know their place and the `.plg` calls that led there.
 */
export function runText(code: CodeBase, options: TextOptions, text: string, name: string): void {
  const statements = statementsOf(parseText(text, name));
  for (const [i, statement] of statements.entries()) {
    options.onStatement?.(i + 1, statements.length);
    runStatement(code, options, statement);
  }
}

/** What a text runs with. `onStatement` is told of each statement, by number, before it begins. */
export interface TextOptions extends Omit<FrameOptions, 'what'> {
  readonly onStatement?: (number: number, of: number) => void;
}

function runStatement(code: CodeBase, options: TextOptions, parsed: Parsed): void {
  const { session } = options;
  // results are told when the statement has committed: what is shown as done survives
  const outcomes: StatementOutcome[] = [];
  const frame = new Frame({ ...options, results: (outcome) => outcomes.push(outcome), what: 'the statement' });
  const { transaction } = session;
  const mark = transaction.mark();
  try {
    const { scope, files } = namedSources(frame, parsed);
    const prepared = code.prepare(parsed, transaction.state, scope, files);
    prepared.main(frame);
    for (const { name, slot } of prepared.locals) keepType(frame, name, slot);
    if (!session.explicit) session.commit();
    for (const outcome of outcomes) options.results?.(outcome);
  } catch (error) {
    if (!session.explicit) session.rollback();
    else if (transaction.open) transaction.undo(mark);
    throw located(code, frame, error);
  }
}

/** The error with the `.plg` calls on its stack. */
export function located(code: CodeBase, frame: Frame, error: unknown): GobiError {
  const known = asGobiError(error, frame);
  return known.frames.length > 0 ? known : callsOf(code, known).reduce(withFrame, known);
}

/** An error that was made without a stack, to wrap another, is where that one is. */
function callsOf(code: CodeBase, error: Error): readonly StackFrame[] {
  const calls = code.frames(error);
  return calls.length === 0 && error.cause instanceof Error ? callsOf(code, error.cause) : calls;
}

/** What a kept local is for the statements after. What has no value that can be kept (a function) goes out of scope. */
function keepType(frame: Frame, name: string, slot: TypeSlot): void {
  const { session: { scope }, locals } = frame;
  const value = locals.get(name);
  if (value instanceof DynamicValue) {
    locals.set(name, value.value);
    scope.set(name, { name, type: value.type, nullable: true, refersTo: null });
  } else if (isTable(value)) {
    const one = slot.type.kind === 'table' && slot.type.cardinality !== 'many';
    scope.set(name, { name, type: { kind: 'table', fields: value.fields, one }, nullable: false, refersTo: null });
  } else if (isDataType(slot.type) && value !== undefined) {
    scope.set(name, { name, type: slot.type, nullable: slot.nullable, refersTo: null } satisfies ScopeLocal);
  } else scope.delete(name);
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'segments' in value && 'rowCount' in value;
}
