import type { Span } from '../../contract/span.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Limit, OrderItem, Query, QueryBody, SetOperation } from '../../ir/syntax-query.ts';
import { SyntaxFailure, tooDeep } from '../syntax-failure.ts';
import { makeNode } from './node.ts';
import { MAX_HEIGHT } from './precedence.ts';

/** The clauses that end a query, each with the place of its keyword. */
export interface Tail {
  orderBy?: Clause<readonly OrderItem[]>;
  /** LIMIT ALL is a clause without a value. */
  limit?: Clause<Limit | undefined>;
  offset?: Clause<Expression>;
}

export interface Clause<Value> {
  readonly value: Value;
  readonly place: Span;
}

/** One operand of a set operation with the clauses written after it, as far as it was written. */
export interface QueryTerm {
  readonly body: QueryBody;
  readonly tail: Tail;
  readonly start: number;
  readonly end: number;
}

export type SetOperator = Pick<SetOperation, 'operator' | 'all'>;

/**
 * The body of a query from its terms, INTERSECT first, and the clauses of the last term, which belong to the whole.
 * Throws if a term before the last has such clauses.
 */
export function assembleQuery(
  terms: readonly QueryTerm[],
  operators: readonly SetOperator[],
): Pick<Query, 'body' | 'orderBy'> & { limit: Limit | undefined; offset: Expression | undefined } {
  for (const { tail } of terms.slice(0, -1)) refuseTail(tail);
  if (operators.length > MAX_HEIGHT) {
    const { start, end } = terms[MAX_HEIGHT] as QueryTerm;
    throw tooDeep(MAX_HEIGHT, { start, end });
  }
  const sums: QueryTerm[] = [terms[0] as QueryTerm];
  const loose: SetOperator[] = [];
  operators.forEach((operator, index) => {
    const right = terms[index + 1] as QueryTerm;
    if (operator.operator === 'intersect') sums.push(combine(sums.pop() as QueryTerm, operator, right));
    else {
      sums.push(right);
      loose.push(operator);
    }
  });
  const whole = sums
    .slice(1)
    .reduce((left, right, index) => combine(left, loose[index] as SetOperator, right), sums[0] as QueryTerm);
  const { orderBy, limit, offset } = (terms.at(-1) as QueryTerm).tail;
  return { body: whole.body, orderBy: orderBy?.value ?? [], limit: limit?.value, offset: offset?.value };
}

function combine(left: QueryTerm, { operator, all }: SetOperator, right: QueryTerm): QueryTerm {
  const body = makeNode('SetOperation', left.start, right.end, { operator, all, left: left.body, right: right.body });
  return { body, tail: right.tail, start: left.start, end: right.end };
}

function refuseTail(tail: Tail): void {
  const clauses = [
    ['ORDER BY', tail.orderBy],
    ['LIMIT', tail.limit],
    ['OFFSET', tail.offset],
  ] as const;
  for (const [word, clause] of clauses) {
    if (clause === undefined) continue;
    throw new SyntaxFailure(
      {
        kind: 'known',
        code: 'PLG1014',
        params: {
          what: word,
          place: 'before a set operator',
          hint: 'put that query in parentheses, or move the clause to the end, where it orders the whole',
        },
      },
      clause.place,
    );
  }
}
