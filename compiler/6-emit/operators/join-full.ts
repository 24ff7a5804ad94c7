import type { Join } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import { abiCall, type Emission, type Relation } from '../kernel-emission.ts';
import { materialise } from '../kernel-vectors.ts';
import { buildSide, findRows, matchedPairs } from './join-build.ts';

/** A full join keeps the pairs of a left join and marks the right rows that are in one; the others follow at the end, beside NULLs. */
export function fullJoinRelation(emission: Emission, plan: Join): Relation {
  const build = buildSide(emission, plan, true);
  const met = emission.names.fresh('met');
  emission.out.push(b.constant(met, b.construct('Uint8Array', b.binary(build.length, '+', 1))));
  const leftWidth = plan.left.fields.length;
  return materialise(
    emission,
    (consume) =>
      emission.produce(emission, plan.left, (flow) => {
        const found = findRows(emission, flow, plan, build, plan.residual === null);
        matchedPairs(emission, flow, build, found, { left: { residual: plan.residual }, positions: false }, (pairs) => {
          emission.out.push(b.run(abiCall(emission, 'markRows', met, pairs.spaces.at(-1)!.rows!, pairs.count)));
          consume(pairs);
        });
      }),
    {
      nullable: true,
      finish(size, vectors) {
        const rows = emission.names.fresh('not_met');
        const count = emission.names.fresh('n');
        const from = [
          ...Array.from({ length: leftWidth }, () => b.nothing()),
          ...build.columns.map((column) => b.name(column.vector!)),
        ];
        emission.out.push(
          b.constant(rows, b.construct('Int32Array', build.length)),
          b.constant(count, abiCall(emission, 'unmarkedRows', met, build.length, rows)),
          b.assign(size, abiCall(emission, 'appendRows', b.array([...vectors]), b.array(from), rows, count, size)),
        );
      },
    },
  );
}
