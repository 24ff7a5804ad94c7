import type { Delete } from '../../ir/syntax-change.ts';
import type { TypedDelete } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import { checkTruth } from '../expressions/condition.ts';
import { checkFrom } from '../queries/sources.ts';
import { checkReturning } from './change.ts';
import { changeScope, noteChange, targetOf } from './target.ts';
import { unknownSource } from './update.ts';

export function checkDelete(env: Env, node: Delete): TypedDelete | null {
  const target = targetOf(env, node.target, node.alias?.text ?? null);
  const using = checkFrom(env, node.using);
  if (target.kind === 'wrong') return null;
  const own = target.kind === 'table' ? [target.source] : [unknownSource(node)];
  const where =
    node.where === undefined
      ? null
      : checkTruth(changeScope(env, [...own, ...using.sources], 'DELETE'), node.where, 'WHERE');
  if (target.kind !== 'table') {
    checkReturning(env, node.returning, own);
    return null;
  }
  const returning = checkReturning(env, node.returning, [target.source]);
  if (returning.wrong || using.wrong || (where !== null && isFailed(where))) return null;
  noteChange(env, 'delete', target, node.target.span);
  return {
    kind: 'Delete',
    span: node.span,
    slot: { type: returning.type, nullable: false },
    table: { id: target.table.id, name: target.name },
    target: target.source.id,
    checks: [],
    returning: returning.items,
    using: using.source,
    where,
  };
}
