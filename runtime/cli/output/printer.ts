import type { OutputFormat } from '../../tui/output/formats.ts';

/** Where printed lines go: beside the results where people read them, to the error stream where a program reads the results. */
export function printer(format: OutputFormat): (line: string) => void {
  const stream = format === 'table' ? process.stdout : process.stderr;
  return (line) => void stream.write(`${line}\n`);
}
