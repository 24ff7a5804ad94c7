import type { Join, Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { estimatedRows, type Facts } from '../facts.ts';
import { renumbered, rewritePlan } from '../rewrite.ts';

/*
 * before: inner join (scan customers: 100 rows) (scan orders: 100000 rows)
 * after:  project (inner join (scan orders) (scan customers))
 */

/** A side must be so much smaller that turning the join around is worth it. */
const CLEARLY = 2;

/** The right side of a join is kept, the left one streams: the smaller one goes to the right. */
export function keepSmallerSides(plan: Plan, facts: Facts): Plan {
  return rewritePlan(plan, (each) => {
    if (each.kind !== 'join' || each.join !== 'inner' || each.lateral === true) return each;
    const left = estimatedRows(each.left, facts);
    const right = estimatedRows(each.right, facts);
    return left !== null && right !== null && left * CLEARLY < right ? turned(each) : each;
  });
}

function turned(join: Join): Plan {
  const left = join.left.fields.length;
  const right = join.right.fields.length;
  const fields = [...join.fields.slice(left), ...join.fields.slice(0, left)];
  const around: Join = {
    ...join,
    left: join.right,
    right: join.left,
    equal: join.equal.map((pair) => ({ left: pair.right, right: pair.left })),
    residual:
      join.residual === null
        ? null
        : renumbered(join.residual, (index) => (index < left ? index + right : index - left)),
    fields,
  };
  const expressions = join.fields.map((field, i): Scalar => ({
    kind: 'column',
    index: i < left ? i + right : i - left,
    name: field.name,
    type: field.type,
    nullable: field.nullable,
  }));
  return { kind: 'project', input: around, expressions, fields: join.fields };
}
