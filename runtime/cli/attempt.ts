import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { lineIndex, positionAt } from '../../compiler/source/line-index.ts';
import { systemError } from '../host/node/node-files.ts';
import { EXIT } from './exit.ts';
import { InterruptedError } from './interruption.ts';
import { renderError, type ErrorTexts } from './output/render-error.ts';
import { UsageError } from './usage-error.ts';
import { usesColour } from './output/uses-colour.ts';

/**
 * Runs the work of a command and sets the exit code. Errors that users can cause are shown with place, cause and fix and without a JavaScript stack;
 * with `json` as one object on standard output.
 */
export async function attempt(
  work: () => Promise<number> | number,
  options: { readonly json?: boolean; readonly texts?: ErrorTexts } = {},
): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (thrown) {
    const error = systemError(thrown) ?? thrown;
    if (error instanceof UsageError) {
      process.stderr.write(`gobi: ${error.message}\n`);
      process.exitCode = EXIT.usage;
    } else if (error instanceof InterruptedError) {
      const { cause, message } = error;
      if (options.json === true && cause instanceof GobiError)
        process.stdout.write(`${JSON.stringify({ error: errorObject(cause, options.texts) })}\n`);
      process.stderr.write(`gobi: ${message}\n`);
      process.exitCode = EXIT.interrupted;
    } else if (error instanceof GobiError) {
      if (options.json === true)
        process.stdout.write(`${JSON.stringify({ error: errorObject(error, options.texts) })}\n`);
      else process.stderr.write(renderError(error, options.texts ?? new Map(), usesColour(process.stderr)));
      process.exitCode = EXIT.failed;
    } else throw error;
  }
}

/** An error in the form that tools read. The place is that of the finding, or of the innermost call. */
export function errorObject(error: GobiError, texts: ErrorTexts = new Map()): Record<string, unknown> {
  const { code, exception, category, severity, message, hint, frames } = error;
  const place = placeOf(error, texts);
  return {
    code,
    exception,
    category,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
    stack: frames,
  };
}

function placeOf({ place, frames }: GobiError, texts: ErrorTexts): Record<string, unknown> | undefined {
  if (place !== undefined) {
    const text = texts.get(place.file);
    return text === undefined
      ? { ...place }
      : { file: place.file, ...positionAt(lineIndex(text), place.span.start), span: place.span };
  }
  const [first] = frames;
  return first === undefined ? undefined : { file: first.file, line: first.line, column: first.column };
}
