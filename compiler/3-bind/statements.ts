import type { Expression } from '../ir/syntax-expression.ts';
import type { Assign, Block, For, If, Let, Statement, Throw, While } from '../ir/syntax-statement.ts';
import { assertNever } from '../source/assert-never.ts';
import { report, type Binder } from './binder.ts';
import { bindArguments, bindProcedureCall, callablesOf } from './calls.ts';
import { bindDataChange } from './changes.ts';
import { bindDefinition } from './definitions.ts';
import { warnOfEndlessLoop } from './endless-loop.ts';
import { findException, referToException } from './exceptions.ts';
import { bindExpression } from './expressions.ts';
import { assignTo, declare } from './locals.ts';
import { bindQuery } from './queries.ts';
import { warnOfUnreachable } from './reachability.ts';
import { bindRoutine, registerRoutine } from './routines.ts';
import { bindScriptParameters } from './script-parameters.ts';
import { findLocal, isInside, openScope, type Scope } from './scope.ts';
import { bindSession } from './session.ts';
import { bindType } from './type-names.ts';

/** The statements of a block, in a scope that the caller opened for them. */
export function bindBlock(binder: Binder, scope: Scope, block: Block): void {
  for (const statement of block.statements) if (statement.kind === 'DefineFunction') registerRoutine(binder, statement);
  for (const statement of block.statements) bindStatement(binder, scope, statement);
  warnOfUnreachable(binder, block.statements);
}

export function bindStatement(binder: Binder, scope: Scope, node: Statement): void {
  switch (node.kind) {
    case 'Let':
      return bindLet(binder, scope, node);
    case 'Assign':
      return bindAssign(binder, scope, node);
    case 'Return':
      if (node.value !== undefined) bindExpression(binder, scope, node.value);
      return;
    case 'Throw':
      return bindThrow(binder, scope, node);
    case 'Break':
    case 'Continue':
      if (!isInside(scope, 'loop')) report(binder, 'PLG1109', { statement: node.kind.toLowerCase() }, node.span);
      return;
    case 'If':
      return bindIf(binder, scope, node);
    case 'While':
      return bindWhile(binder, scope, node);
    case 'For':
      return bindFor(binder, scope, node);
    case 'CallStatement':
      return bindProcedureCall(binder, scope, node);
    case 'ExpressionStatement':
      return bindExpression(binder, scope, node.expression);
    case 'QueryStatement':
      return bindQuery(binder, scope, node.query);
    case 'ErrorStatement':
      return;
    case 'ScriptParameters':
      return bindScriptParameters(binder, scope, node);
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'UpsertInto':
    case 'Merge':
      return bindDataChange(binder, scope, node);
    case 'DefineFunction':
    case 'UpsertProcedure':
    case 'UpsertTrigger':
    case 'UpsertSchedule':
    case 'UpsertPipeline':
    case 'Audit':
    case 'Test':
      return bindRoutine(binder, scope, node);
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
      return bindDefinition(binder, scope, node);
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
      return bindSession(binder, scope, node);
    default:
      return assertNever(node);
  }
}

function bindLet(binder: Binder, scope: Scope, node: Let): void {
  bindExpression(binder, scope, node.value);
  if (node.type !== undefined) bindType(binder, scope, node.type);
  declare(binder, scope, node.name, 'let');
}

function bindAssign(binder: Binder, scope: Scope, node: Assign): void {
  bindExpression(binder, scope, node.value);
  bindTarget(binder, scope, node.target);
  const { target, value } = node;
  if (
    target.kind === 'Identifier' &&
    value.kind === 'Identifier' &&
    target.text.toLowerCase() === value.text.toLowerCase()
  )
    report(binder, 'PLG1118', { name: target.text }, node.span);
}

/** The root is assigned; the indexes on the way are read. */
function bindTarget(binder: Binder, scope: Scope, target: Expression): void {
  if (target.kind === 'Identifier') {
    const isFunction = findLocal(scope, target.text).local === null && callablesOf(binder, target.text).length > 0;
    if (isFunction) report(binder, 'PLG1112', { name: target.text, reason: 'it is a function' }, target.span);
    else assignTo(binder, scope, target);
  } else if (target.kind === 'Member') bindTarget(binder, scope, target.object);
  else if (target.kind === 'Index') {
    bindTarget(binder, scope, target.object);
    bindExpression(binder, scope, target.index);
  } else bindExpression(binder, scope, target);
}

/** `throw X('…')` and `throw X` name an exception; one that nobody declares is assumed. */
function bindThrow(binder: Binder, scope: Scope, node: Throw): void {
  const value = node.value;
  if (value === undefined) return;
  const name = value.kind === 'Call' ? value.callee : value;
  if (name.kind === 'Identifier' && findLocal(scope, name.text).local === null && isExceptionName(binder, name.text)) {
    referToException(binder, name);
    if (value.kind === 'Call') bindArguments(binder, scope, value.args);
    return;
  }
  bindExpression(binder, scope, value);
}

function isExceptionName(binder: Binder, name: string): boolean {
  if (findException(binder, name) !== undefined) return true;
  const key = name.toLowerCase();
  return !binder.routines.has(key) && binder.names.routines(key).length === 0 && !binder.context.library.has(key);
}

function bindIf(binder: Binder, scope: Scope, node: If): void {
  for (const { condition, body } of node.branches) {
    bindExpression(binder, scope, condition);
    bindBlock(binder, openScope(scope, 'block'), body);
  }
  if (node.otherwise !== undefined) bindBlock(binder, openScope(scope, 'block'), node.otherwise);
}

function bindWhile(binder: Binder, scope: Scope, node: While): void {
  bindExpression(binder, scope, node.condition);
  const loop = openScope(scope, 'loop');
  bindBlock(binder, loop, node.body);
  const assigned = loop.assigned ?? new Set();
  binder.assignedIn.set(node, assigned);
  warnOfEndlessLoop(binder, node, assigned);
}

function bindFor(binder: Binder, scope: Scope, node: For): void {
  bindExpression(binder, scope, node.source);
  const loop = openScope(scope, 'loop');
  if (node.index !== undefined) declare(binder, loop, node.index, 'loop');
  declare(binder, loop, node.variable, 'loop');
  bindBlock(binder, openScope(loop, 'block'), node.body);
  binder.assignedIn.set(node, loop.assigned ?? new Set());
}
