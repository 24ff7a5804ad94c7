import { renderText } from '../../compiler/diagnostics/render/render-text.ts';
import { GobiError, type Engine, type ExecOptions, type Session } from '../engine.ts';
import type { OutputFormat } from '../tui/output/formats.ts';
import { showRunning } from '../tui/output/show-running.ts';
import { writeResult } from '../tui/output/write-result.ts';
import { EXIT } from './exit.ts';
import { InterruptedError, listenForInterruption } from './interruption.ts';
import { needsWorker } from './needs-worker.ts';
import { printer } from './output/printer.ts';
import { usesColour } from './output/uses-colour.ts';
import { UsageError } from './usage-error.ts';

/** Locals that a text begins with. */
export type Locals = Required<Pick<ExecOptions, 'locals' | 'localTypes'>>;

const NO_LOCALS: Locals = { locals: {}, localTypes: {} };

/**
 * Runs a text in a session of its own and ends that; gives the exit code. A transaction that the text leaves open is rolled back with the session, which is told.
 * `prepare` is asked in the session, before anything runs, what the text begins with.
 */
export async function executeWhole(
  engine: Pick<Engine, 'session'>,
  text: string,
  name: string,
  format: OutputFormat,
  prepare: (session: Session) => Promise<Locals> = () => Promise.resolve(NO_LOCALS),
): Promise<number> {
  const session = engine.session();
  try {
    await execute(session, text, name, format, await prepare(session));
    if (!(await leftOpen(session, text))) return EXIT.done;
    process.stderr.write(
      'gobi: the transaction that BEGIN opened was still open at the end and is rolled back: nothing of it is kept; end it with COMMIT\n',
    );
    return EXIT.failed;
  } finally {
    await session.close();
  }
}

/** Only a text with the word can have begun one: others are spared the question. */
async function leftOpen(session: Session, text: string): Promise<boolean> {
  return /\b(?:begin|start)\b/i.test(text) && (await session.catalog()).explicit;
}

/** Runs a text and writes its results as they come; a terminal shows what runs for long. */
export function execute(
  engine: Pick<Engine, 'exec'>,
  text: string,
  name: string,
  format: OutputFormat,
  locals: Locals = NO_LOCALS,
): Promise<void> {
  return show(name, text, format, (options) => engine.exec(text, {}, { ...options, ...locals }));
}

/** Calls a routine with the texts of a command line, and writes what it gives. */
export function executeCall(
  engine: Engine,
  routine: string,
  texts: Readonly<Record<string, string>>,
  format: OutputFormat,
): Promise<void> {
  return show(`call of ${routine}`, '', format, (options) => engine.callWithTexts(routine, texts, options));
}

async function show(
  name: string,
  text: string,
  format: OutputFormat,
  run: (options: ExecOptions) => Promise<unknown>,
): Promise<void> {
  const columns = process.stdout.isTTY ? process.stdout.columns : 0;
  const output = {
    stream: process.stdout,
    colour: usesColour(process.stdout),
    ...(columns > 0 ? { columns } : {}),
  };
  const running = showRunning(format === 'table' && process.stderr.isTTY ? process.stderr : null);
  const print = printer(format);
  // statements that run on this thread do not let it hear a signal
  const interruption = needsWorker(text) ? listenForInterruption() : null;
  let [number, of] = [1, 1];
  let files = 0;
  try {
    await run({
      name,
      ...(interruption === null ? {} : { signal: interruption.signal }),
      onDiagnostics: (diagnostics) => {
        const warnings = diagnostics.filter((d) => d.severity === 'warning');
        if (warnings.length === 0) return;
        running.clear();
        process.stderr.write(
          `${renderText(warnings, new Map([[name, text]]), { colour: usesColour(process.stderr) })}\n\n`,
        );
      },
      onStatement: (...statement) => {
        [number, of] = statement;
        running.statement(number, of);
      },
      onResult: (result) => {
        running.clear();
        if (format === 'parquet' && result.table !== null && ++files > 1)
          throw new UsageError(
            'a Parquet file holds one result, and this is the second: give one statement, or write files by `copy (…) to …`',
          );
        return writeResult(result, format, output);
      },
      onPrint: (line) => {
        running.clear();
        print(line);
      },
    });
    if (interruption?.signal.aborted === true)
      throw new InterruptedError('interrupted when all statements had run: what they did is kept');
  } catch (error) {
    if (interruption?.signal.aborted !== true || !(error instanceof GobiError) || error.exception !== 'Cancelled')
      throw error;
    const which = of === 1 ? '' : ` in statement ${number} of ${of}`;
    throw new InterruptedError(
      `interrupted${which}: nothing of ${of === 1 ? 'the statement' : 'it, or of a transaction that it stands in,'} was kept`,
      error,
    );
  } finally {
    interruption?.end();
    running.end();
  }
}
