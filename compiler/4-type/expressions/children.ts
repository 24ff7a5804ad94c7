import type { TypedExpression } from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';

/** The expressions inside of one that are evaluated over the same rows. Queries, statements and changes of data are closed. */
export function childrenOf(node: TypedExpression): readonly TypedExpression[] {
  switch (node.kind) {
    case 'Literal':
    case 'Local':
    case 'Column':
    case 'Output':
    case 'RoutineReference':
    case 'QueryValue':
    case 'Dynamic':
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return [];
    case 'Operation':
    case 'Native':
    case 'RoutineCall':
      return node.args;
    case 'LambdaCall':
      return [node.callee, ...node.args];
    case 'Cast':
    case 'Field':
      return [node.value];
    case 'Case':
      return [...node.arms.flatMap((arm) => [arm.when, arm.then]), ...optional(node.otherwise)];
    case 'InList':
      return [node.value, ...node.list];
    case 'Match':
      return [node.subject, ...node.arms.flatMap((arm) => [...optional(arm.guard), ...optional(arm.body.value)])];
    case 'Try':
      return [...optional(node.body.value), ...node.arms.flatMap((arm) => optional(arm.body.value))];
    case 'Lambda':
      return optional(node.body.value);
    case 'List':
      return node.items;
    case 'Struct':
      return node.values;
    case 'Index':
      return [node.value, node.index];
    case 'Slice':
      return [node.value, ...optional(node.from), ...optional(node.to)];
    case 'Subquery':
      return optional(node.value);
    case 'Cell':
    case 'TableToList':
      return [node.table];
    case 'Aggregate':
      return [...node.args, ...optional(node.filter), ...node.orderBy.map((key) => key.value)];
    case 'WindowCall':
      return [
        ...node.args,
        ...node.partitionBy,
        ...[...node.orderBy, ...node.inputOrder].map((key) => key.value),
        ...optional(node.filter),
      ];
    case 'Exception':
      return [...optional(node.message), ...optional(node.cause)];
    default:
      return assertNever(node);
  }
}

function optional(value: TypedExpression | null): readonly TypedExpression[] {
  return value === null ? [] : [value];
}
