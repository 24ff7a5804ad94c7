import { assertNever } from '../../source/assert-never.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';

/** The first words of a statement, in lower case: `select`, `insert`, `create table`. */
export function verbOf(s: TypedStatement): string {
  switch (s.kind) {
    case 'ExpressionStatement':
      return expressionVerb(s);
    case 'Ddl':
      return s.change.kind.startsWith('define_')
        ? definitionVerb(s.change)
        : s.change.kind === 'drop'
          ? `drop ${s.change.object}`
          : s.change.kind.replace('_', ' ');
    case 'Transaction':
      return s.action.replace('_', ' ');
    case 'TryStatement':
      return 'try';
    case 'Assign':
      return 'assign';
    case 'Block':
    case 'Let':
    case 'Return':
    case 'If':
    case 'While':
    case 'For':
    case 'Break':
    case 'Continue':
    case 'Throw':
    case 'Copy':
    case 'Show':
    case 'Explain':
      return s.kind.toLowerCase();
    default:
      return assertNever(s);
  }
}

function expressionVerb({ value }: TypedStatement & { readonly kind: 'ExpressionStatement' }): string {
  switch (value.kind) {
    case 'QueryValue':
      return 'select';
    case 'Insert':
      return value.upsert ? 'upsert' : 'insert';
    case 'Update':
    case 'Delete':
    case 'Merge':
      return value.kind.toLowerCase();
    case 'RoutineCall':
      return 'call';
    case 'Dynamic':
      return value.statement === 'query' ? 'select' : 'dml';
    default:
      return 'value';
  }
}

type Change = (TypedStatement & { readonly kind: 'Ddl' })['change'];

function definitionVerb(change: Change): string {
  switch (change.kind) {
    case 'define_routine':
      return `upsert ${change.routine.slice(0, change.routine.indexOf(':'))}`;
    case 'define_automation':
      return `upsert ${change.object}`;
    default:
      return 'type';
  }
}
