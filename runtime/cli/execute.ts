import { renderText } from '../../compiler/diagnostics/render/render-text.ts';
import type { Engine, ExecOptions, Value } from '../engine.ts';
import type { OutputFormat } from './output/formats.ts';
import { printer } from './output/printer.ts';
import { showRunning } from './output/show-running.ts';
import { writeResult } from './output/write-result.ts';
import { usesColour } from './output/uses-colour.ts';

/** Runs a text and writes its results as they come; a terminal shows what runs for long. */
export function execute(
  engine: Engine,
  text: string,
  name: string,
  format: OutputFormat,
  locals: Readonly<Record<string, Value>> = {},
): Promise<void> {
  return show(name, text, format, (options) => engine.exec(text, {}, { ...options, locals }));
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
  const output = { stream: process.stdout, colour: usesColour(process.stdout) };
  const running = showRunning(format !== 'table');
  const print = printer(format);
  try {
    await run({
      name,
      onDiagnostics: (diagnostics) => {
        const warnings = diagnostics.filter((d) => d.severity === 'warning');
        if (warnings.length === 0) return;
        running.clear();
        process.stderr.write(
          `${renderText(warnings, new Map([[name, text]]), { colour: usesColour(process.stderr) })}\n\n`,
        );
      },
      onStatement: (number, of) => running.statement(number, of),
      onResult: (result) => {
        running.clear();
        return writeResult(result, format, output);
      },
      onPrint: (line) => {
        running.clear();
        print(line);
      },
    });
  } finally {
    running.end();
  }
}
