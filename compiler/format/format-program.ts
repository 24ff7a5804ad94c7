import type { Program } from '../ir/syntax.ts';
import type { Comment } from '../ir/tokens.ts';
import { attachComments } from './attach-comments.ts';
import { formatNode } from './format-node.ts';
import { layout } from './layout.ts';
import { makePrinter } from './printer.ts';

/** The text of a program without syntax errors, laid out, with all its comments. */
export function formatProgram(text: string, program: Program, comments: readonly Comment[]): string {
  const printer = makePrinter(text, attachComments(program, comments, text), formatNode);
  return layout(printer.print(program));
}
