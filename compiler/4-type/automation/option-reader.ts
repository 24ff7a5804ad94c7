import type { Span } from '../../contract/span.ts';
import type { DiagnosticCode, DiagnosticExtra, DiagnosticParams } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { OptionWord } from '../../ir/syntax-routine.ts';
import { report, type Env } from '../checker.ts';

/** The value of an option as it was parsed. */
export type OptionNode = Expression | OptionWord;

/** A constant as JSON carries it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What reading options needs: the file's text, a parser for texts in strings, and somewhere to report. */
export interface OptionReader {
  readonly text: string;
  /** The expression that a text holds; null if it holds none. */
  readonly parse: (text: string) => Expression | null;
  readonly report: <Code extends DiagnosticCode>(
    code: Code,
    params: DiagnosticParams<Code>,
    span: Span,
    extra?: DiagnosticExtra,
  ) => void;
}

/** The reader of a module's options. */
export function readerOf(env: Env): OptionReader {
  const { bound, context } = env.checker;
  return {
    text: bound.file.text,
    parse: (text) => {
      try {
        return context.parseExpression(text, bound.file.name);
      } catch {
        return null;
      }
    },
    report: (code, params, span, extra) => report(env, code, params, span, extra),
  };
}

/** A reader that says nothing: for options that were reported where they were declared. */
export function silentReader(reader: OptionReader): OptionReader {
  return { ...reader, report: () => undefined };
}

/** The text that a node stands for: of a string, a bare word, or a dotted name; null for other values. */
export function wordOf(node: OptionNode): string | null {
  switch (node.kind) {
    case 'StringLiteral':
      return node.value;
    case 'OptionWord':
    case 'Identifier':
      return node.text;
    case 'Member': {
      const object = wordOf(node.object);
      return object === null || node.object.kind === 'StringLiteral' ? null : `${object}.${node.property.text}`;
    }
    default:
      return null;
  }
}

/** Where a part of a node's text stands in the file: the whole node, when escapes or spaces shift it. */
export function partOf(reader: OptionReader, node: OptionNode, offset: number, length: number): Span {
  const start = startOfText(reader, node);
  return start === null ? node.span : { start: start + offset, end: start + offset + length };
}

/** Where the text of a string or word begins, when the file has it letter by letter; else null. */
export function startOfText(reader: OptionReader, node: OptionNode): number | null {
  const word = wordOf(node);
  if (word === null) return null;
  const start = node.kind === 'StringLiteral' ? node.span.start + 1 : node.span.start;
  return reader.text.startsWith(word, start) ? start : null;
}

/** The text of a node for a message, shortened. */
export function foundText(reader: OptionReader, node: OptionNode): string {
  const text = reader.text.slice(node.span.start, node.span.end).replaceAll(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
