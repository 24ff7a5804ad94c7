import type { Join, Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { conjunctsOf, allOf, filtered } from '../conjuncts.ts';
import { columnsRead, renumbered, rewritePlan } from '../rewrite.ts';

/*
 * before: filter a.id = b.id (cross a b)
 * after:  inner join a b on a.id = b.id
 */

/** Equalities between the sides of a join become keys; those of a filter above an inner or cross join too. */
export function extractJoinConditions(plan: Plan): Plan {
  return rewritePlan(plan, (each) => {
    if (each.kind === 'filter' && each.input.kind === 'join' && isInner(each.input))
      return fromFilter(each.predicate, each.input);
    return each.kind === 'join' && each.lateral !== true ? fromResidual(each) : each;
  });
}

function isInner(join: Join): boolean {
  return (join.join === 'inner' || join.join === 'cross') && join.lateral !== true;
}

function fromFilter(predicate: Scalar, join: Join): Plan {
  const terms = conjunctsOf(predicate);
  const pairs = terms.map((term) => pairOf(term, join));
  if (pairs.every((pair) => pair === null)) return filtered(join, terms);
  const equal = [...join.equal, ...pairs.filter((pair) => pair !== null)];
  return filtered(
    { ...join, join: 'inner', equal },
    terms.filter((_, i) => pairs[i] === null),
  );
}

function fromResidual(join: Join): Plan {
  const terms = conjunctsOf(join.residual);
  const pairs = terms.map((term) => pairOf(term, join));
  if (pairs.every((pair) => pair === null)) return join;
  return {
    ...join,
    join: join.join === 'cross' ? 'inner' : join.join,
    equal: [...join.equal, ...pairs.filter((pair) => pair !== null)],
    residual: allOf(terms.filter((_, i) => pairs[i] === null)),
  };
}

/** `left expression = right expression` as a key; `null` for any other test. */
export function pairOf(term: Scalar, join: Join): Join['equal'][number] | null {
  if (term.kind !== 'operation' || term.operation !== 'equal') return null;
  const width = join.left.fields.length;
  const [a, c] = [term.args[0]!, term.args[1]!];
  if (side(a, width) === 'left' && side(c, width) === 'right') return pair(a, c, width);
  return side(a, width) === 'right' && side(c, width) === 'left' ? pair(c, a, width) : null;
}

function pair(left: Scalar, right: Scalar, width: number): Join['equal'][number] {
  return { left, right: renumbered(right, (index) => index - width) };
}

function side(scalar: Scalar, width: number): 'left' | 'right' | 'both' | 'none' {
  const read = [...columnsRead(scalar)];
  if (read.length === 0) return 'none';
  if (read.every((index) => index < width)) return 'left';
  return read.every((index) => index >= width) ? 'right' : 'both';
}
