import { suggest } from '../../../compiler/contract/suggest.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '../output/formats.ts';

/** How the terminal shows things; commands change it. */
export interface Settings {
  readonly format: OutputFormat;
  readonly expanded: boolean;
  readonly timing: boolean;
  readonly pager: boolean;
  /** Where results go instead of to the terminal. */
  readonly file: string | null;
}

export const DEFAULT_SETTINGS: Settings = { format: 'table', expanded: false, timing: true, pager: true, file: null };

/** A change of the settings, and what is said about it. */
export interface Changed {
  readonly settings: Settings;
  readonly message: string;
}

/** `\x`, `\timing`, `\pager`: without an argument the other way round. */
export function switched(settings: Settings, name: 'expanded' | 'timing' | 'pager', argument: string): Changed {
  const wanted = argument.toLowerCase();
  if (wanted !== '' && wanted !== 'on' && wanted !== 'off')
    return { settings, message: `'${argument}' is neither on nor off` };
  const value = wanted === '' ? !settings[name] : wanted === 'on';
  return { settings: { ...settings, [name]: value }, message: `${WORDS[name]} ${value ? 'on' : 'off'}` };
}

const WORDS = { expanded: 'a line for each value is', timing: 'timing is', pager: 'the pager is' } as const;

/** `\format`. */
export function formatted(settings: Settings, argument: string): Changed {
  if (argument === '')
    return { settings, message: `the format is ${settings.format}; there are ${OUTPUT_FORMATS.join(', ')}` };
  const format = OUTPUT_FORMATS.find((each) => each === argument.toLowerCase());
  if (format === undefined) {
    const near = suggest(argument, OUTPUT_FORMATS);
    const help = near === undefined ? `there are ${OUTPUT_FORMATS.join(', ')}` : `did you mean ${near}?`;
    return { settings, message: `there is no format '${argument}'; ${help}` };
  }
  const needsFile = isBinary(format) && settings.file === null ? '; name a file by \\o FILE' : '';
  return { settings: { ...settings, format }, message: `the format is ${format}${needsFile}` };
}

/** Formats that are nothing for a terminal. */
export function isBinary(format: OutputFormat): boolean {
  return format === 'arrow' || format === 'parquet';
}

/** Where the result of a number, from 1, goes: a binary file holds one, so that the next ones get numbers. */
export function fileFor(file: string, number: number, format: OutputFormat): string {
  if (!isBinary(format) || number === 1) return file;
  const dot = file.lastIndexOf('.');
  const at = dot > file.lastIndexOf('/') + 1 ? dot : file.length;
  return `${file.slice(0, at)}-${number}${file.slice(at)}`;
}
