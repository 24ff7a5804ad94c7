import type { RoutineSyntax } from '../ir/bound.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Syntax } from '../ir/syntax.ts';
import { children, walk } from '../ir/walk.ts';
import { report, type Binder } from './binder.ts';
import { routineName } from './routines.ts';

/** PLG1116 for a routine whose every way leads to a call of itself. */
export function warnOfEndlessRecursion(binder: Binder, routine: RoutineSyntax): void {
  const { body } = routine;
  const name = routineName(routine).text;
  // Beside a function, a procedure of its name is another routine that the same call may mean.
  const isOnly = binder.routines.get(name.toLowerCase())?.length === 1;
  if (body === undefined || routine.receiver !== undefined || !isOnly) return;
  const call = body.kind === 'Block' ? callOnEveryWay(body.statements, name) : sureCall(body, name);
  if (call !== null) report(binder, 'PLG1116', { name }, call.span);
}

/** The first call of itself that nothing before it can leave. */
function callOnEveryWay(statements: readonly Statement[], name: string): Syntax | null {
  for (const statement of statements) {
    const call = sureCall(statement, name);
    if (call !== null) return call;
    if (mayLeave(statement)) return null;
  }
  return null;
}

/** A call that is made whenever the node is evaluated, by the parts of it that always are. */
function sureCall(node: Syntax, name: string): Syntax | null {
  if (node.kind === 'Call' && node.callee.kind === 'Identifier' && isName(node.callee.text, name)) return node;
  if (node.kind === 'CallStatement' && !node.nowait && isName(node.procedure.parts.at(-1)?.text ?? '', name))
    return node;
  for (const part of sureParts(node)) {
    const call = sureCall(part, name);
    if (call !== null) return call;
  }
  return null;
}

function sureParts(node: Syntax): readonly Syntax[] {
  switch (node.kind) {
    case 'Throw':
      // What is called here makes an exception.
      return node.value?.kind === 'Call' ? node.value.args : node.value === undefined ? [] : [node.value];
    case 'Let':
    case 'Return':
      return node.value === undefined ? [] : [node.value];
    case 'If':
      return node.branches.slice(0, 1).map((branch) => branch.condition);
    case 'While':
      return [node.condition];
    case 'For':
      return [node.source];
    case 'Match':
      return [node.subject];
    case 'Binary':
      return node.operator === 'and' || node.operator === 'or' || node.operator === '??'
        ? [node.left]
        : [node.left, node.right];
    case 'Assign':
    case 'Argument':
    case 'Call':
    case 'CallExpression':
    case 'CallStatement':
    case 'Cast':
    case 'ExpressionStatement':
    case 'Index':
    case 'IsNull':
    case 'ListLiteral':
    case 'Member':
    case 'Pipe':
    case 'Tuple':
    case 'Unary':
      return children(node);
    default:
      return [];
  }
}

function mayLeave(statement: Statement): boolean {
  let found = false;
  walk(statement, (node) => {
    if (node.kind === 'Return' || node.kind === 'Throw' || node.kind === 'Call') found = true;
    return !found;
  });
  return found;
}

function isName(text: string, name: string): boolean {
  return text.toLowerCase() === name.toLowerCase();
}
