import { assertNever } from '../../source/assert-never.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';

/** The first words of a statement, in lower case: `select`, `insert`, `create table`. */
export function verbOf(s: TypedStatement): string {
  switch (s.kind) {
    case 'ExpressionStatement':
      return expressionVerb(s);
    case 'Ddl':
      return changeVerb(s.change);
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

function changeVerb(change: Change): string {
  switch (change.kind) {
    case 'create_table':
      return change.materialized === undefined ? 'create table' : 'create materialized view';
    case 'refresh_view':
      return 'refresh materialized view';
    case 'drop':
      return `drop ${change.object}`;
    case 'set_options':
      return 'upsert procedure';
    case 'define_struct':
    case 'define_exception':
      return 'type';
    case 'define_routine':
      return `upsert ${change.routine.slice(0, change.routine.indexOf(':'))}`;
    case 'define_automation':
      return `upsert ${change.object}`;
    default:
      return change.kind.replace('_', ' ');
  }
}
