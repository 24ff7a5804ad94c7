import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Tracker } from './tracker.ts';

/** Properties of typed nodes that hold no nodes of the tree. */
const NO_NODES: ReadonlySet<string> = new Set(['slot', 'type', 'span', 'local', 'locals', 'captures', 'fields']);

/**
 * Whether a query or change of data computes with values of locals that only run time knows the types of: then it is typed when it runs. A value that crosses
 * into a type where it is used needs no more than this crossing.
 */
export function usesUntypedValues(tracker: Tracker, statement: object): boolean {
  const untyped = [...tracker.locals.keys()].some(({ slot: { type } }) => type.kind === 'dynamic');
  return untyped && holdsUntyped(statement);
}

function holdsUntyped(node: object): boolean {
  if (Array.isArray(node)) return node.some((each) => typeof each === 'object' && each !== null && holdsUntyped(each));
  const { kind, slot, value } = node as Partial<Extract<TypedExpression, { kind: 'Cast' }>>;
  if (kind === 'Cast' && value !== undefined && slot?.type.kind !== 'dynamic' && isPath(value)) return false;
  if (slot?.type.kind === 'dynamic') return true;
  return Object.entries(node).some(
    ([key, part]) => !NO_NODES.has(key) && typeof part === 'object' && part !== null && holdsUntyped(part as object),
  );
}

/** A local, or a part of one. */
function isPath(value: TypedExpression): boolean {
  return value.kind === 'Field' ? isPath(value.value) : value.kind === 'Local';
}
