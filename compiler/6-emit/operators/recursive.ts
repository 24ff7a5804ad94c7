import type { Recursive } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import {
  abiCall,
  settled,
  writeInto,
  writePipeline,
  type Consume,
  type Emission,
  type Relation,
} from '../kernel-emission.ts';
import type { Stored } from '../kernel-flow.ts';
import { withoutOrder } from '../kernel-leaf.ts';
import { relationColumn } from '../kernel-vectors.ts';

/**
 * Rounds: the rows that the last one added are passed on, then the step makes the next ones of them. A limit further up that has its rows
 * therefore ends the rounds, even those of a recursion that has no end.
 */
export function produceRecursive(emission: Emission, plan: Recursive, consume: Consume): void {
  const { names } = emission;
  const recursion = names.fresh(plan.name);
  const step = declareStep(emission, plan, recursion);
  const first = kept(emission, plan.first);
  emission.out.push(
    b.constant(
      recursion,
      abiCall(
        emission,
        'startRecursion',
        b.string(plan.name),
        b.number(plan.fields.length),
        b.boolean(!plan.all),
        'context',
      ),
    ),
    b.run(b.method(recursion, 'add', first)),
  );
  const start = names.fresh('start');
  const count = names.fresh('n');
  const label = names.fresh('rows');
  const perRound: b.Statement[] = [];
  const rows = roundRows(emission, plan, b.name(recursion), perRound);
  writePipeline(
    emission,
    () => {
      emission.out.push(b.variable(count, b.method('Math', 'min', emission.block, b.binary(rows.length, '-', start))));
      consume({ columns: rows.columns, spaces: [{ rows: null, start, shared: false }], count, label });
    },
    (inside) => [
      b.labelled(
        label,
        b.repeat(b.method(recursion, 'next'), [
          ...settled(emission, perRound),
          b.loop(start, 0, rows.length, inside, b.name(emission.block)),
          b.run(b.method(recursion, 'add', b.call(step))),
        ]),
      ),
    ],
  );
}

/** The step as a function that gives the rows of the next round; it reads those of the last one. */
function declareStep(emission: Emission, plan: Recursive, recursion: string): string {
  const { names, declarations } = emission;
  const name = names.fresh('next_round');
  const local: b.Statement[] = [];
  emission.declarations = local;
  const rows: b.Statement[] = [];
  emission.working.set(plan.id, roundRows(emission, plan, b.name(recursion), rows));
  let answer = b.nothing();
  const statements = writeInto(emission, () => {
    answer = kept(emission, plan.step);
  });
  emission.working.delete(plan.id);
  emission.declarations = declarations;
  emission.out.push(
    b.constant(
      name,
      b.arrow([], [...settled(emission, [...rows, ...local]), ...settled(emission, statements), b.returns(answer)]),
    ),
  );
  return name;
}

/** The rows of the last round: values of any form, since the first rows and later ones may be carried differently. */
function roundRows(emission: Emission, plan: Recursive, recursion: b.Expression, list: b.Statement[]): Relation {
  const length = emission.names.fresh('round_length');
  list.push(b.constant(length, b.member(recursion, 'length')));
  const columns = plan.fields.map((field, i) => {
    const vector = emission.names.fresh(`${field.name}_round`);
    list.push(b.constant(vector, b.at(b.member(recursion, 'vectors'), b.number(i))));
    const value = {
      type: field.type,
      form: 'any' as const,
      code: b.nothing(),
      isNull: null,
      range: null,
      strings: null,
    };
    return relationColumn(emission, field.name, { vector, form: 'any', nullable: field.nullable, value }, 0, list);
  });
  return { length, columns, order: null };
}

/** A plan's rows as `{ vectors, length }`. */
function kept(emission: Emission, plan: Recursive['first']): b.Expression {
  const relation = withoutOrder(emission, emission.relation(emission, plan));
  return b.object({
    vectors: b.array((relation.columns as readonly Stored[]).map((column) => column.vector!)),
    length: relation.length,
  });
}
