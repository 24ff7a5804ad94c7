import { hardLine, isList, type Doc } from './doc.ts';

/** Columns that a line may have. */
const WIDTH = 100;
const INDENT = '    ';

interface Task {
  readonly doc: Doc;
  readonly depth: number;
  readonly broken: boolean;
}

/** Lays a doc out: every group goes on one line if it fits there. Lines have no trailing spaces. */
export function layout(root: Doc): string {
  const lines: string[] = [];
  let current = '';
  let suffixes = '';
  const tasks: Task[] = [{ doc: root, depth: 0, broken: true }];
  const endLine = (): void => {
    lines.push(trimEnd(current) + suffixes);
    suffixes = '';
  };
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { doc, depth, broken } = task;
    if (typeof doc === 'string') current += doc;
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) tasks.push({ doc: doc[i] as Doc, depth, broken });
    else if (doc.kind === 'indent') tasks.push({ doc: doc.content, depth: depth + 1, broken });
    else if (doc.kind === 'comment')
      suffixes += `${doc.ownLine || endsLine(suffixes) ? `\n${INDENT.repeat(depth)}` : ' '}${doc.text}`;
    else if (doc.kind === 'fresh-line') {
      if (current.trim() !== '') tasks.push({ doc: hardLine, depth, broken });
    } else if (doc.kind === 'if-broken') tasks.push({ doc: broken ? doc.broken : doc.flat, depth, broken });
    else if (doc.kind === 'group') {
      const column = current.length - current.lastIndexOf('\n') - 1;
      tasks.push({ doc: doc.content, depth, broken: doc.broken || !fits(doc.content, WIDTH - column, tasks) });
    } else if (!broken && doc.flat !== null) current += doc.flat;
    else {
      endLine();
      current = INDENT.repeat(depth);
    }
  }
  endLine();
  return `${lines.join('\n').trimStart()}\n`;
}

/** Does a doc fit flat into the columns left, with what follows it up to the next possible line break? */
function fits(doc: Doc, columns: number, rest: readonly Task[]): boolean {
  let left = columns;
  let next = rest.length - 1;
  const tasks: { readonly doc: Doc; readonly broken: boolean }[] = [{ doc, broken: false }];
  for (;;) {
    const task = tasks.pop() ?? rest[next--];
    if (task === undefined) return true;
    const { doc: part, broken } = task;
    if (typeof part === 'string') {
      const lineBreak = part.indexOf('\n');
      left -= lineBreak < 0 ? part.length : lineBreak;
      if (left < 0) return false;
      // A string of several lines does not stand on one, but what follows it is on a line of its own.
      if (lineBreak >= 0) return next < rest.length - 1;
    } else if (isList(part)) for (let i = part.length - 1; i >= 0; i--) tasks.push({ doc: part[i] as Doc, broken });
    else if (part.kind === 'indent') tasks.push({ doc: part.content, broken });
    else if (part.kind === 'group') tasks.push({ doc: part.content, broken: broken || part.broken });
    else if (part.kind === 'if-broken') tasks.push({ doc: broken ? part.broken : part.flat, broken });
    else if (part.kind === 'fresh-line') return true;
    else if (part.kind === 'line') {
      if (broken || part.flat === null) return true;
      left -= part.flat.length;
      if (left < 0) return false;
    }
  }
}

/** Is the last of these comments one that goes on to the end of its line? */
function endsLine(comments: string): boolean {
  return comments !== '' && !comments.endsWith('*/');
}

function trimEnd(text: string): string {
  return text.replace(/[ \t]+$/, '');
}
