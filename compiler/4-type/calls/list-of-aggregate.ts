import type { Meaning } from '../../ir/bound.ts';
import type { Call } from '../../ir/syntax-call.ts';
import type { ListLiteral } from '../../ir/syntax-literal.ts';
import { meaningOf, type Env } from '../checker.ts';

/** `Array::(count(*))`: an aggregate has one value for the group, and the list holds that; `null` for other calls. */
export function listOfAggregate(env: Env, node: Call, meaning: Meaning | undefined): ListLiteral | null {
  const [argument, ...more] = node.args;
  if (aggregateOf(meaning) !== 'array_agg' || argument === undefined || more.length > 0) return null;
  if (node.over !== undefined || node.filter !== undefined || argument.value.kind !== 'Call') return null;
  const { callee, over } = argument.value;
  if (over !== undefined || aggregateOf(meaningOf(env, callee)) === undefined) return null;
  return { kind: 'ListLiteral', span: node.span, elements: [argument.value], elided: false };
}

function aggregateOf(meaning: Meaning | undefined): string | undefined {
  if (meaning?.kind !== 'callable') return undefined;
  const [first] = meaning.callables;
  return first?.kind === 'library' ? first.function.signature.traits.aggregate : undefined;
}
