import { parse, type AnyNode, type Program } from 'acorn';
import { childrenOf, declaredNames } from './syntax-walk.ts';

/** How the functions are called that stand between a line and what it calls: `$$12_query` is `query`, called in line 12 of the module. */
const MARK = /^\$\$(\d+)_/;

/** Steps that loops make at every turn: they take as long as the mark would. */
const STEPS: ReadonlySet<string> = new Set(['tick', 'fuel', 'enter', 'leave', 'depth']);

/** The line, from 1, of a module that a function of `withLineMarks` stands for; `null` for other functions. */
export function markedLine(name: string): number | null {
  const match = MARK.exec(name);
  return match === null ? null : Number(match[1]);
}

interface Marked {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

/**
 * The module with a function between each line and what it calls of the abi, of other modules and of its own: V8's profiles tell the lines of a stack's innermost function only,
 * and so they tell those of the others too. Lines stay where they are.
 */
export function withLineMarks(code: string): string {
  const program = parse(code, { ecmaVersion: 2025, sourceType: 'module', locations: true });
  const outer = new Set(declaredNames(program));
  const hidden = hiddenNames(program);
  const marks = new Map<string, string>();
  const places: Marked[] = [];
  const visit = (node: AnyNode): void => {
    if (node.type === 'CallExpression') {
      const { callee } = node;
      const text = code.slice(callee.start, callee.end);
      const [root, name = root] = text.split('.');
      const known = callee.type === 'Identifier' || (callee.type === 'MemberExpression' && root === 'abi');
      if (known && outer.has(root!) && !hidden.has(root!) && !STEPS.has(name!)) {
        let mark = `$$${node.loc!.start.line}_${name}`;
        while (marks.has(mark) && marks.get(mark) !== text) mark += '_';
        marks.set(mark, text);
        places.push({ start: callee.start, end: callee.end, mark });
      }
    }
    for (const child of childrenOf(node)) visit(child.node);
  };
  for (const statement of program.body) if (statement.type === 'FunctionDeclaration') visit(statement);
  places.sort((a, b) => b.start - a.start);
  let marked = code;
  for (const { start, end, mark } of places) marked = marked.slice(0, start) + mark + marked.slice(end);
  const functions = [...marks].map(([mark, callee]) => `function ${mark}(...a) { return ${callee}(...a); }`);
  return marked.replace(/\nexport \{/, () => `\n${functions.join(' ')}\nexport {`);
}

/** Names that a function declares for itself: where one of them is called it may be that. */
function hiddenNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: AnyNode): void => {
    for (const name of declaredNames(node)) names.add(name);
    for (const child of childrenOf(node)) visit(child.node);
  };
  for (const statement of program.body) visit(statement);
  return names;
}
