import type { Block, If, Statement } from '../ir/syntax-statement.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { Syntax } from '../ir/syntax.ts';
import { softWords } from '../ir/tokens.ts';
import { walk } from '../ir/walk.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, hardLine, indent, line, type Doc } from './doc.ts';
import { formatChange } from './format-change.ts';
import { formatDefinition } from './format-definition.ts';
import { formatBare, formatExpression, inParentheses } from './format-expression.ts';
import { formatArgumentList } from './format-call.ts';
import { formatParameters, formatRoutine } from './format-routine.ts';
import { formatSession } from './format-session.ts';
import { formatType } from './format-type.ts';
import { leftSpine, precedence } from './precedence.ts';
import { dotted, identifier, sliceOf, type Printer } from './printer.ts';

const soft: ReadonlySet<string> = new Set(softWords);

/** A statement without its semicolon. */
export function formatStatement(printer: Printer, node: Statement): Doc {
  switch (node.kind) {
    case 'Let': {
      const type = node.type ? `: ${formatType(printer, node.type)}` : '';
      return withValue(printer, `let ${identifier(printer, node.name)}${type} =`, node.value);
    }
    case 'ScriptParameters':
      return ['parameters ', formatParameters(printer, node.parameters)];
    case 'Assign':
      return [formatExpression(printer, node.target), withValue(printer, ' =', node.value)];
    case 'Return':
      return node.value ? ['return ', formatBare(printer, node.value)] : 'return';
    case 'Throw':
      return node.value ? ['throw ', formatBare(printer, node.value)] : 'throw';
    case 'Break':
      return 'break';
    case 'Continue':
      return 'continue';
    case 'If':
      return formatIf(printer, node);
    case 'While':
      return ['while ', condition(printer, node.condition), ' ', printer.print(node.body)];
    case 'For': {
      const names = `${node.index ? `${identifier(printer, node.index)}, ` : ''}${identifier(printer, node.variable)}`;
      const source = reachesForBlock(node.source) ? condition(printer, node.source) : formatBare(printer, node.source);
      return [`for ${names} in `, source, ' ', printer.print(node.body)];
    }
    case 'CallStatement': {
      const args = formatArgumentList(printer, node.args);
      return [`call ${dotted(printer, node.procedure)}`, args, node.nowait ? ' nowait' : ''];
    }
    case 'ExpressionStatement':
      return formatExpressionStatement(printer, node.expression);
    case 'QueryStatement':
      return printer.print(node.query);
    case 'ErrorStatement':
      return sliceOf(printer, node);
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'UpsertInto':
    case 'Merge':
      return formatChange(printer, node);
    case 'DefineFunction':
    case 'UpsertProcedure':
    case 'UpsertTrigger':
    case 'UpsertSchedule':
    case 'UpsertPipeline':
    case 'Audit':
    case 'Test':
      return formatRoutine(printer, node);
    case 'CreateTable':
    case 'CreateView':
    case 'CreateIndex':
    case 'CreateSchema':
    case 'CreateRole':
    case 'CreateSecret':
    case 'DefineSecret':
    case 'DefineException':
    case 'DefineStruct':
    case 'AlterTable':
    case 'Drop':
    case 'RefreshView':
    case 'Truncate':
    case 'CommentOn':
    case 'Grant':
      return formatDefinition(printer, node);
    case 'Attach':
    case 'Detach':
    case 'Execute':
    case 'Install':
    case 'Load':
    case 'Copy':
    case 'Show':
    case 'Describe':
    case 'Analyze':
    case 'Enable':
    case 'RunSchedule':
    case 'ScheduleHistory':
    case 'Cache':
    case 'Use':
    case 'SetSetting':
    case 'Explain':
    case 'Begin':
    case 'Commit':
    case 'Rollback':
    case 'Savepoint':
    case 'Release':
      return formatSession(printer, node);
    default:
      return assertNever(node);
  }
}

/** A value behind `=`: a query that does not fit goes below, further to the right. */
function withValue(printer: Printer, head: string, value: Expression): Doc {
  const doc = formatBare(printer, value);
  return value.kind === 'Subquery' ? group([head, indent([line, doc])]) : [head, ' ', doc];
}

/** A condition before a block: what could take the block for its own has parentheses. */
function condition(printer: Printer, node: Expression): Doc {
  return formatExpression(printer, node, precedence.pipe);
}

/** Would a block behind the expression be read as part of it: as that of a catch, or of a lambda? */
function reachesForBlock(node: Expression): boolean {
  let reaches = false;
  if (node.kind === 'Try' || node.kind === 'Lambda') return true;
  if (node.kind !== 'Subquery') return false;
  walk(node, ({ kind }) => {
    reaches ||= kind === 'Try' || kind === 'Lambda';
  });
  return reaches;
}

function formatIf(printer: Printer, node: If): Doc {
  const branches = node.branches.map((branch, index) => [
    index === 0 ? 'if ' : ' elif ',
    condition(printer, branch.condition),
    ' ',
    printer.print(branch.body),
  ]);
  return [branches, node.otherwise ? [' else ', printer.print(node.otherwise)] : ''];
}

/** Keeps an expression from being read as an assignment or a command. */
function formatExpressionStatement(printer: Printer, node: Expression): Doc {
  const spine = leftSpine(node);
  const first = spine.at(-1);
  const equals = spine.findLast((part) => part.kind === 'Binary');
  const assigns = equals?.kind === 'Binary' && equals.operator === '=' && isPath(equals.left);
  const holder = spine.at(-2);
  const commands =
    first?.kind === 'Identifier' &&
    !first.quoted &&
    soft.has(first.text.toUpperCase()) &&
    holder?.kind !== 'Call' &&
    holder?.kind !== 'Member' &&
    holder?.kind !== 'Index';
  if (assigns || commands) return inParentheses(printer, () => formatExpression(printer, node));
  return formatExpression(printer, node);
}

function isPath(node: Expression): boolean {
  if (node.kind === 'Member' || node.kind === 'Index' || node.kind === 'Slice') return isPath(node.object);
  return node.kind === 'Identifier';
}

export function formatBlock(printer: Printer, node: Block): Doc {
  return printer.inQuery(() => {
    const inside = formatStatements(printer, node, node.statements);
    return inside.length === 0 ? '{}' : ['{', indent([hardLine, inside]), hardLine, '}'];
  }, false);
}

/** Statements on lines of their own; a blank line between two of them stays. */
export function formatStatements(printer: Printer, holder: Syntax, statements: readonly Statement[]): readonly Doc[] {
  const docs: Doc[] = statements.flatMap((statement, index) => {
    const before = statements[index - 1];
    const gap: Doc[] = before === undefined ? [] : [hardLine, blankAfter(printer, before.span.end) ? hardLine : ''];
    return [...gap, printer.print(statement), endsItself(statement, statements[index + 1]) ? '' : ';'];
  });
  return statements.length === 0 ? printer.inside(holder) : docs;
}

/** Is there a blank line behind a statement and the comments on its line? */
function blankAfter(printer: Printer, end: number): boolean {
  return /^[^\n]*\n[ \t\r]*\n/.test(printer.text.slice(end, end + 2000));
}

/** Statements that end in a brace and declarations of code and types have no semicolon, unless what follows could be read as a part of them. */
function endsItself(node: Statement, next: Statement | undefined): boolean {
  switch (node.kind) {
    case 'If':
    case 'While':
    case 'For':
    case 'Test':
    case 'ErrorStatement':
    case 'UpsertProcedure':
    case 'UpsertTrigger':
    case 'UpsertSchedule':
    case 'UpsertPipeline':
      return true;
    case 'DefineFunction':
      return (node.body.kind === 'Block' && node.body.span.end > node.body.span.start) || startsByWord(next);
    case 'DefineStruct':
    case 'DefineException':
    case 'DefineSecret':
      return startsByWord(next);
    case 'Audit':
      return node.body.kind === 'Block' || startsByWord(next);
    case 'QueryStatement':
      return node.query.then !== undefined;
    case 'ExpressionStatement':
      return node.expression.kind === 'Try' && node.expression.handler.kind !== 'CatchValue';
    default:
      return false;
  }
}

/** Does a statement begin with a word that begins nothing else? */
function startsByWord(node: Statement | undefined): boolean {
  return (
    node === undefined || !['ExpressionStatement', 'QueryStatement', 'Assign', 'ErrorStatement'].includes(node.kind)
  );
}
