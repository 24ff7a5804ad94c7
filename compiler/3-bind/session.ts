import type { Name } from '../ir/syntax-name.ts';
import type { Copy, SessionStatement } from '../ir/syntax-session.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import { assertNever } from '../source/assert-never.ts';
import type { Binder } from './binder.ts';
import { defineRelation } from './definitions.ts';
import { bindExpression } from './expressions.ts';
import { bindQuery } from './queries.ts';
import { openScope, type Scope } from './scope.ts';
import { bindStatement } from './statements.ts';
import { bindRelation, bindTableName } from './tables.ts';

/** Statements about the session: only those that read tables or hold expressions have names to explain. */
export function bindSession(binder: Binder, scope: Scope, node: SessionStatement): void {
  switch (node.kind) {
    case 'Copy':
      if (node.source.kind === 'Query') bindQuery(binder, scope, node.source);
      else if (node.source.kind === 'Name') bindTableName(binder, scope, node.source);
      if (node.target.kind === 'Name') bindTableName(binder, scope, node.target);
      if (node.source.kind === 'StringLiteral' && node.target.kind === 'Name')
        defineCopied(binder, scope, node, node.source.value, node.target);
      return;
    case 'Describe':
      if (node.target.kind === 'Query') bindQuery(binder, scope, node.target);
      else if (node.target.kind === 'FileSource') return;
      else if (node.object === undefined || node.object === 'table' || node.object === 'view')
        bindTableName(binder, scope, node.target);
      return;
    case 'Analyze':
      if (node.name !== undefined) bindRelation(binder, node.name);
      return;
    case 'SetSetting':
      // a bare word is its own text
      return node.value.kind === 'Identifier' ? undefined : bindExpression(binder, scope, node.value);
    case 'Use':
      if (scope.parent === null) binder.schema = node.name.parts.at(-1)?.text ?? binder.schema;
      return;
    case 'Explain':
      if (node.subject.kind !== 'Name') bindStatement(binder, scope, node.subject as Statement);
      return;
    case 'Attach':
    case 'Detach':
    case 'Execute':
    case 'Install':
    case 'Load':
    case 'Show':
    case 'Enable':
    case 'RunSchedule':
    case 'ScheduleHistory':
    case 'Cache':
    case 'Begin':
    case 'Commit':
    case 'Rollback':
    case 'Savepoint':
    case 'Release':
      return;
    default:
      return assertNever(node);
  }
}

/** COPY of a file makes the table that is not there, with the columns of the file. */
function defineCopied(binder: Binder, scope: Scope, { span }: Copy, path: string, name: Name): void {
  if (binder.meanings.get(name)?.kind !== 'unknown_table') return;
  const query = binder.context.parseQuery(
    `select * from '${path.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
    path,
  );
  const { silent } = binder;
  binder.silent = true;
  bindQuery(binder, openScope(null, 'top'), query);
  binder.silent = silent;
  const made = { columns: [], constraints: [], ifNotExists: true, orReplace: false, temporary: false } as const;
  defineRelation(binder, scope, { kind: 'CreateTable', span, name, query, ...made });
}
