import type { SessionStatement } from '../../ir/syntax-session.ts';
import type { Statement } from '../../ir/syntax-statement.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { assertNever } from '../../source/assert-never.ts';
import { checkChange } from '../changes/change.ts';
import { report, type Env } from '../checker.ts';
import { checkDefinition } from '../definitions/definition.ts';
import { declareRoutine } from '../definitions/routine-definition.ts';
import { checkAutomation } from '../automation/automation.ts';
import { check } from '../expressions/expression.ts';
import { checkQueryValue } from '../queries/subquery.ts';
import { rehearsed } from '../routines/standing-tables.ts';
import { checkAssign } from './assign.ts';
import { checkCallStatement } from './call-statement.ts';
import { checkFor } from './for.ts';
import { checkIf, checkWhile } from './control.ts';
import { checkLet, type CheckedStatement } from './let.ts';
import { checkReturn, checkThrow } from './leave.ts';
import { checkSecret } from '../definitions/secret.ts';
import { checkScriptParameters } from './script-parameters.ts';
import { checkSession } from './session.ts';
import { checkThen } from './then.ts';
import { checkTryStatement } from './try-statement.ts';
import { checkUnused } from './unused-value.ts';

/** Types a statement. */
export function checkStatement(env: Env, node: Statement): CheckedStatement {
  switch (node.kind) {
    case 'Let':
      return checkLet(env, node, () => []);
    case 'Assign':
      return checkAssign(env, node);
    case 'Return':
      return checkReturn(env, node);
    case 'Throw':
      return checkThrow(env, node);
    case 'Break':
    case 'Continue':
      return { statements: [{ kind: node.kind, span: node.span }], flow: { facts: env.facts, leaves: true } };
    case 'If':
      return checkIf(env, node);
    case 'While':
      return checkWhile(env, node);
    case 'For':
      return checkFor(env, node);
    case 'CallStatement':
      return checkCallStatement(env, node);
    case 'ExpressionStatement':
      if (node.expression.kind === 'Try') return checkTryStatement(env, node.expression);
      return simple(env, {
        kind: 'ExpressionStatement',
        value: checkUnused(env, () => check(env, node.expression, null), node.span),
        span: node.span,
      });
    case 'QueryStatement':
      if (node.query.then !== undefined) return checkThen(env, node.query, node.query.then);
      return simple(env, {
        kind: 'ExpressionStatement',
        value: checkUnused(env, () => checkQueryValue(env, node.query), node.span),
        span: node.span,
      });
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'UpsertInto':
    case 'Merge':
      return simple(env, {
        kind: 'ExpressionStatement',
        value: rehearsed(env, (each) => checkChange(each, node)),
        span: node.span,
      });
    case 'ErrorStatement':
      return { statements: [], flow: { facts: env.facts, leaves: false } };
    case 'ScriptParameters':
      return many(env, checkScriptParameters(env, node));
    case 'DefineFunction':
    case 'UpsertProcedure':
      return many(env, declareRoutine(env, node));
    case 'UpsertTrigger':
    case 'UpsertSchedule':
    case 'UpsertPipeline':
      return many(env, checkAutomation(env, node));
    case 'Audit':
    case 'Test':
      report(env, 'PLG1014', { what: `\`${node.kind.toLowerCase()}\``, place: 'in this engine' }, node.name.span);
      return many(env, []);
    case 'CreateTable':
    case 'CreateView':
    case 'CreateIndex':
    case 'CreateSchema':
    case 'CreateRole':
    case 'DefineException':
    case 'DefineStruct':
    case 'AlterTable':
    case 'Drop':
    case 'RefreshView':
    case 'Truncate':
    case 'CommentOn':
    case 'Grant':
      return many(env, checkDefinition(env, node));
    case 'CreateSecret':
    case 'DefineSecret':
      return many(env, checkSecret(env, node));
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
      return many(env, checkSession(env, node satisfies SessionStatement));
    default:
      return assertNever(node);
  }
}

function simple(env: Env, statement: TypedStatement): CheckedStatement {
  const leaves = statement.kind === 'ExpressionStatement' && statement.value.slot.type.kind === 'never';
  return { statements: [statement], flow: { facts: env.facts, leaves } };
}

function many(env: Env, statements: readonly TypedStatement[]): CheckedStatement {
  return { statements, flow: { facts: env.facts, leaves: false } };
}
