import type { Fix, TextEdit } from '../../contract/diagnostic.ts';

/** A text after fixes, with those that were made; the others would have changed the same places. */
export interface Applied {
  readonly text: string;
  readonly applied: readonly Fix[];
}

/** Makes all fixes at once, those further ahead in the text first; a fix that overlaps one made before is left out. */
export function applyFixes(text: string, fixes: readonly Fix[]): Applied {
  const applied: Fix[] = [];
  const edits: TextEdit[] = [];
  for (const fix of [...fixes].sort((a, b) => startOf(a) - startOf(b))) {
    if (fix.edits.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    applied.push(fix);
    edits.push(...fix.edits);
  }
  let result = '';
  let done = 0;
  for (const { span, replacement } of edits.sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(done, span.start) + replacement;
    done = span.end;
  }
  return { text: result + text.slice(done), applied };
}

function startOf({ edits }: Fix): number {
  return Math.min(...edits.map(({ span }) => span.start));
}

/** Do two edits touch the same characters, or insert at the same place? */
function overlap({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
