import type { Plan } from '../../../compiler/contract/plan.ts';
import type { TypedQuery } from '../../../compiler/ir/typed-query.ts';
import { newInputs } from '../../../compiler/5-plan/lower/inputs.ts';
import { lowerQuery } from '../../../compiler/5-plan/lower/query.ts';
import { parts } from '../../../compiler/5-plan/typed-parts.ts';
import { checkText, type CheckOptions } from './check.ts';

/** The plan of a query's text as it is lowered, before any rule. */
export function lowered(text: string, options: CheckOptions): Plan {
  const { module, diagnostics } = checkText(text, options);
  const wrong = diagnostics.find((each) => each.severity === 'error');
  if (wrong !== undefined) throw new Error(`${text}: ${wrong.message}`);
  const query = module.statements.map(firstQuery).find((each) => each !== null);
  if (query === undefined || query === null) throw new Error(`no query in: ${text}`);
  return lowerQuery(query, {
    inputs: newInputs(),
    ctes: new Map(),
    outer: null,
    functions: { inline: () => null, isVolatile: () => false },
    lowerQuery,
  });
}

function firstQuery(node: object): TypedQuery | null {
  if ('kind' in node && node.kind === 'Query') return node as TypedQuery;
  for (const part of parts(node)) {
    const found = firstQuery(part);
    if (found !== null) return found;
  }
  return null;
}
