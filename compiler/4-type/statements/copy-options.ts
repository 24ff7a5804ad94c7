import type { CsvLayout } from '../../contract/manifest.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Option } from '../../ir/syntax-routine.ts';
import type { Copy } from '../../ir/syntax-session.ts';
import { report, textOf, type Env } from '../checker.ts';

/** What the options of COPY say. */
export interface CopyOptions {
  /** In lower case; `null` where the name of the file tells. */
  readonly format: string | null;
  readonly layout: CsvLayout | null;
}

const TEXT_KEYS = ['delimiter', 'header', 'quote'] as const;
const ALIASES: Readonly<Record<string, string>> = { delim: 'delimiter', sep: 'delimiter', separator: 'delimiter' };
const OTHER_FORMATS = /^(parquet|json|ndjson|jsonl|arrow|feather|ipc|orc)$/;

/** The options of COPY for a file of this name; keys and values that mean nothing there are reported. */
export function checkCopyOptions(env: Env, node: Copy, file: string): CopyOptions {
  const options = node.options?.options ?? [];
  const format = formatOf(options);
  const kind = format ?? /\.(\w+)(?:\.(?:gz|zst))?$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const isText = !OTHER_FORMATS.test(kind);
  const writes = node.source.kind !== 'StringLiteral';
  const known = ['format', ...(isText ? TEXT_KEYS.filter((key) => key !== 'quote' || !writes) : [])];
  const layout: { delimiter?: string; header?: boolean; quote?: string } = {};
  for (const option of options) {
    const text = option.key.text.toLowerCase();
    const key = ALIASES[text] ?? text;
    if (!known.includes(key)) {
      const object = isText ? `\`copy\` ${writes ? 'to' : 'from'} a file` : `\`copy\` with a file of format ${kind}`;
      const hint = `there is ${known.map((each) => `\`${each}\``).join(', ')}`;
      report(env, 'PLG1401', { key: text, object, nearest: suggest(text, known), hint }, option.key.span);
    } else if (key === 'header') {
      if (option.value.kind === 'BooleanLiteral') layout.header = option.value.value;
      else wrongValue(env, option, 'true or false');
    } else if (key === 'delimiter' || key === 'quote') {
      if (option.value.kind === 'StringLiteral' && isByte(option.value.value)) layout[key] = option.value.value;
      else wrongValue(env, option, 'a text of one ASCII character');
    } else if (format === null) wrongValue(env, option, 'the name of a format');
  }
  return { format, layout: Object.keys(layout).length === 0 ? null : layout };
}

function formatOf(options: readonly Option[]): string | null {
  const value = options.find((each) => each.key.text.toLowerCase() === 'format')?.value;
  if (value?.kind === 'OptionWord') return value.text.toLowerCase();
  return value?.kind === 'StringLiteral' ? value.value.toLowerCase() : null;
}

function wrongValue(env: Env, { key, value }: Option, expected: string): void {
  report(env, 'PLG1410', { key: key.text, found: textOf(env, value), expected }, value.span);
}

function isByte(text: string): boolean {
  return text.length === 1 && text.charCodeAt(0) < 128;
}
