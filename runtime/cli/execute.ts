import { renderText } from '../../compiler/diagnostics/render/render-text.ts';
import type { Engine, Value } from '../engine.ts';
import type { OutputFormat } from './output/formats.ts';
import { printer } from './output/printer.ts';
import { showRunning } from './output/show-running.ts';
import { writeResult } from './output/write-result.ts';
import { usesColour } from './output/uses-colour.ts';

/** Runs a text and writes its results as they come; a terminal shows what runs for long. */
export async function execute(
  engine: Engine,
  text: string,
  name: string,
  format: OutputFormat,
  locals: Readonly<Record<string, Value>> = {},
): Promise<void> {
  const output = { stream: process.stdout, colour: usesColour(process.stdout) };
  const running = showRunning(format !== 'table');
  const print = printer(format);
  try {
    await engine.exec(
      text,
      {},
      {
        name,
        locals,
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
      },
    );
  } finally {
    running.end();
  }
}
