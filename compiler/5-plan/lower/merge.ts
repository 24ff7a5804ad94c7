import { BOOLEAN, INT, type Field } from '../../contract/data-type.ts';
import type { Join, Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { TypedMerge, TypedMergeArm } from '../../ir/typed-expression.ts';
import { cast, columnsOf } from './columns.ts';
import type { Environment, Place } from './environment.ts';
import { lowerExpression } from './expression.ts';
import { and, joinCondition } from './join-condition.ts';
import { lowerSource, rowOf, type Rows } from './source.ts';

/** Numbers of the actions in the first column of the plan. */
const ACTION = { nothing: 0, update: 1, delete: 2, insert: 3 } as const;

/**
 * MERGE as a full join of target and source, each with a column that tells that its row is there. Output: action, row position, the new row.
 * `target` is the target's scan, row position last.
 */
export function lowerMerge(typed: TypedMerge, target: Plan, place: Place): Plan {
  const fields = target.fields.slice(0, -1);
  const left = marked({ plan: target, offsets: new Map([[typed.target, 0]]) });
  const right = marked(lowerSource(typed.source, place));
  const width = left.plan.fields.length;
  const offsets = new Map([
    ...left.offsets,
    ...[...right.offsets].map(([source, offset]) => [source, width + offset] as const),
  ]);
  const nullable = [...left.plan.fields, ...right.plan.fields].map((f): Field => ({ ...f, nullable: true }));
  const on = lowerExpression(typed.on, rowOf(place, { plan: { ...left.plan, fields: nullable } as Plan, offsets }));
  const join: Join = {
    kind: 'join',
    join: 'full',
    left: left.plan,
    right: right.plan,
    ...joinCondition(on, width),
    fields: nullable,
  };
  const environment = rowOf(place, { plan: join, offsets });
  const inTarget = present(join, width - 1);
  const inSource = present(join, join.fields.length - 1);
  const arms = typed.arms.map((arm) => ({ arm, when: condition(arm, inTarget, inSource, environment) }));
  const position: Scalar = { ...columnsOf(join)[fields.length]!, nullable: true };
  const expressions = [actionOf(arms), position, ...fields.map((field, i) => newValue(arms, field, i, environment))];
  return {
    kind: 'project',
    input: join,
    expressions,
    fields: [
      { name: '$action', type: INT, nullable: false },
      { name: '$row', type: INT, nullable: true },
      ...fields.map((f) => ({ ...f, nullable: true })),
    ],
  };
}

interface ChosenArm {
  readonly arm: TypedMergeArm;
  readonly when: Scalar;
}

/** The rows with a column behind the others that is true: NULL where an outer join found no row. */
function marked({ plan, offsets }: Rows): Rows {
  const mark: Scalar = { kind: 'constant', value: true, type: BOOLEAN, nullable: false };
  return {
    plan: {
      kind: 'project',
      input: plan,
      expressions: [...columnsOf(plan), mark],
      fields: [...plan.fields, { name: '$present', type: BOOLEAN, nullable: false }],
    },
    offsets,
  };
}

function present(join: Join, index: number): Scalar {
  return {
    kind: 'operation',
    operation: 'is_not_null',
    args: [columnsOf(join)[index]!],
    type: BOOLEAN,
    nullable: false,
  };
}

function condition(
  { matched, condition: extra }: TypedMergeArm,
  inTarget: Scalar,
  inSource: Scalar,
  environment: Environment,
): Scalar {
  const not = (value: Scalar): Scalar => ({
    kind: 'operation',
    operation: 'not',
    args: [value],
    type: BOOLEAN,
    nullable: false,
  });
  const sides =
    matched === 'matched'
      ? [inTarget, inSource]
      : matched === 'not_matched_by_target'
        ? [not(inTarget), inSource]
        : [inTarget, not(inSource)];
  return and(extra === null ? sides : [...sides, lowerExpression(extra, environment)])!;
}

function actionOf(arms: readonly ChosenArm[]): Scalar {
  const number = (value: number): Scalar => ({ kind: 'constant', value, type: INT, nullable: false });
  return {
    kind: 'case',
    arms: arms.map(({ arm, when }) => ({ when, then: number(ACTION[arm.action.kind]) })),
    otherwise: number(ACTION.nothing),
    type: INT,
    nullable: false,
  };
}

function newValue(arms: readonly ChosenArm[], field: Field, index: number, environment: Environment): Scalar {
  const old: Scalar = { kind: 'column', index, name: field.name, type: field.type, nullable: true };
  const nothing: Scalar = { kind: 'constant', value: null, type: field.type, nullable: true };
  const valueOf = ({ action }: TypedMergeArm): Scalar => {
    if (action.kind === 'insert') {
      const value = action.columns[index] ?? null;
      return value === null ? nothing : cast(lowerExpression(value, environment), field);
    }
    const assigned = action.kind === 'update' ? action.set.find((s) => s.column === index) : undefined;
    return assigned === undefined ? old : cast(lowerExpression(assigned.value, environment), field);
  };
  return {
    kind: 'case',
    arms: arms.map(({ arm, when }) => ({ when, then: valueOf(arm) })),
    otherwise: old,
    type: field.type,
    nullable: true,
  };
}
