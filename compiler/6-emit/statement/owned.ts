import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import type { FunctionScope } from '../module/function-scope.ts';
import { walk } from '../module/walk.ts';

/** Notes the locals of a function whose parts are assigned: each gets a variable that tells whether it alone holds its value. */
export function findOwned(scope: FunctionScope, body: object): void {
  walk(body, (node) => {
    if (node.kind === 'Lambda') return false;
    if (node.kind === 'Assign' && node.path.length > 0 && !scope.owned.has(node.local))
      scope.owned.set(node.local, scope.names.fresh(`${node.local.name}$own`));
    return true;
  });
}

/** After a local got a new value: whether it alone holds it. A literal that was just made belongs to nobody else. */
export function startsOwned(scope: FunctionScope, local: TypedLocal, value: TypedExpression): b.Statement[] {
  const own = scope.owned.get(local);
  if (own === undefined) return [];
  return [b.assign(own, b.boolean(value.kind === 'List' || value.kind === 'Struct'))];
}
