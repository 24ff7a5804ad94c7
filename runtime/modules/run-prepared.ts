import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { sameResult, showShape, type StatementShape } from '../../compiler/contract/statement-shape.ts';
import type { Parsed } from './build.ts';
import type { CodeBase } from './code-base.ts';
import { Frame } from '../execution/frame.ts';
import { namedSources, type NamedSources } from './named-sources.ts';
import { runStatement, type TextOptions } from './run-text.ts';
import { isSessionCommand } from './session-command.ts';

/** A statement that was prepared: its text, what errors call it, and what it was said to give. */
export interface PreparedText {
  readonly text: string;
  readonly name: string;
  readonly result: StatementShape['result'];
}

/** What is known of a run: the tables that it read (`null`: perhaps others too), and the snapshot that it saw. */
export interface RunFacts {
  readonly reads: readonly number[] | null;
  readonly snapshot: number;
}

/** What a text takes and gives in a session, at what its transaction sees. Errors: what does not check, `Unsupported` for what is no single query, data change or call. */
export function prepareText(code: CodeBase, options: TextOptions, text: string, name: string): StatementShape {
  const { session } = options;
  try {
    const frame = new Frame({ ...options, what: 'the statement' });
    const statement = single(code, text, name);
    return shapeIn(code, frame, statement, sourcesOf(frame, statement));
  } finally {
    if (!session.explicit) session.rollback();
  }
}

/**
 * Runs a prepared statement: made anew where what it uses has changed. `give` puts the values of its parameters into the session. Errors: `StaleStatement` when it would give other columns
 * than it was said to, and what no longer checks.
 */
export function runPrepared(
  code: CodeBase,
  options: TextOptions,
  { text, name, result }: PreparedText,
  give: (parameters: StatementShape['parameters']) => readonly ScopeLocal[],
): RunFacts {
  const statement = single(code, text, name);
  options.onStatement?.(1, 1);
  let facts: RunFacts | null = null;
  runStatement(code, options, (frame) => {
    const sources = sourcesOf(frame, statement);
    const shape = shapeIn(code, frame, statement, sources);
    if (!sameResult(shape.result, result))
      throw gobiError('StaleStatement', { expected: showShape(result), found: showShape(shape.result) });
    const { schema, role } = frame.session;
    const scope = [...sources.scope, ...give(shape.parameters)];
    const { state } = frame.transaction;
    const prepared = code.prepare(statement, state, scope, sources.files, schema, role);
    facts = { reads: prepared.reads, snapshot: state.snapshot };
    return prepared;
  });
  return facts!;
}

/** Errors: `Unsupported` for a text that is no single query. */
export function requireQuery(code: CodeBase, text: string, name: string): void {
  const { kind } = single(code, text, name).program.statements[0]!;
  if (kind === 'QueryStatement') return;
  throw gobiError('Unsupported', { what: 'to watch what is no query', instead: 'watch a query: `select …`' });
}

function single(code: CodeBase, text: string, name: string): Parsed {
  const [statement, ...more] = code.parsed(text, name);
  const first = statement?.program.statements[0];
  if (statement !== undefined && first !== undefined && more.length === 0 && !isSessionCommand(first)) return statement;
  const what = `to prepare ${first === undefined ? 'a text without a statement' : more.length > 0 ? `${more.length + 1} statements at once` : 'a statement about the session'}`;
  throw gobiError('Unsupported', {
    what,
    instead: 'prepare single queries, data changes and calls; run others as they are',
  });
}

/** The names around a statement; parameters that an earlier text had are not among them. */
function sourcesOf(frame: Frame, statement: Parsed): NamedSources {
  const { scope, files } = namedSources(frame, statement);
  return { files, scope: scope.filter(({ name }) => !name.startsWith('$')) };
}

function shapeIn(code: CodeBase, frame: Frame, statement: Parsed, { scope, files }: NamedSources): StatementShape {
  const { schema, role } = frame.session;
  return code.shape(statement, frame.transaction.state, scope, files, schema, role);
}
