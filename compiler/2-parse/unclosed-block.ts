import type { StreamToken } from './token-stream.ts';

/** A block that the layout shows to be left open, and the first token behind it. */
export interface UnclosedBlock {
  readonly opening: StreamToken;
  readonly behind: StreamToken;
}

/**
 * The innermost block whose lines are indented deeper than its own and then are not, without a `}` between.
 * Brackets alone tell of the outermost block, for each `}` closes the nearest one.
 */
export function unclosedBlock(text: string, tokens: readonly StreamToken[]): UnclosedBlock | undefined {
  const open: { readonly opening: StreamToken; readonly indent: number }[] = [];
  let indent = 0;
  for (const token of tokens) {
    const begins = token.index === 0 || token.newline;
    if (begins) indent = indentOf(text, token.startOffset);
    const block = open.at(-1);
    const kind = token.tokenType.name;
    if (block !== undefined && begins && (kind === 'RightBrace' ? indent < block.indent : indent <= block.indent))
      return isIndented(text, tokens, block.opening, block.indent)
        ? { opening: block.opening, behind: token }
        : undefined;
    if (kind === 'RightBrace') open.pop();
    if (kind === 'LeftBrace') open.push({ opening: token, indent });
  }
  return undefined;
}

/** Whether the first line inside of a block stands deeper than the line that opens it. */
function isIndented(text: string, tokens: readonly StreamToken[], opening: StreamToken, indent: number): boolean {
  const first = tokens[opening.index + 1];
  return first !== undefined && first.newline && indentOf(text, first.startOffset) > indent;
}

function indentOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
