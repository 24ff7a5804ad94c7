import type {
  TypedArmBody,
  TypedCatchArm,
  TypedExpression,
  TypedLambda,
  TypedPattern,
} from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';
import { expressionFlow } from './expression-flow.ts';
import { everything, fieldOf, influenced, joinAll, NOTHING, union, type Flow } from './flow.ts';
import type { Origin } from './origin.ts';
import { blockFlow } from './statement-flow.ts';
import { branches, setLocal, under, type Walk } from './walk.ts';

/** The value of an arm; a block's is that of its last expression. */
export function armFlow(walk: Walk, body: TypedArmBody): Flow {
  if (body.kind === 'expression') return expressionFlow(walk, body.value);
  blockFlow(walk, body.block);
  return body.value === null ? NOTHING : expressionFlow(walk, body.value);
}

/** What is chosen by the subject comes from the arms; the subject decides. */
export function matchFlow(walk: Walk, node: Extract<TypedExpression, { kind: 'Match' }>): Flow {
  const subject = expressionFlow(walk, node.subject);
  let deciding: ReadonlySet<Origin> = everything(subject);
  const ways = node.arms.map((arm) => () => {
    for (const pattern of arm.patterns) deciding = union(deciding, bindPattern(walk, pattern, subject));
    if (arm.guard !== null) deciding = union(deciding, everything(expressionFlow(walk, arm.guard)));
    return under(walk, deciding, () => armFlow(walk, arm.body));
  });
  return influenced(joinAll(branches(walk, ways, true)), deciding);
}

/** The values of catch arms, each one way among others. */
export function catchArmsFlow(walk: Walk, arms: readonly TypedCatchArm[]): readonly Flow[] {
  const ways = arms.map((arm) => () => {
    if (arm.local !== null) setLocal(walk, arm.local, walk.summary.thrown);
    return armFlow(walk, arm.body);
  });
  return branches(walk, ways, true);
}

/** What a lambda gives for arguments. */
export function lambdaFlow(walk: Walk, lambda: TypedLambda, args: readonly Flow[]): Flow {
  lambda.parameters.forEach((parameter, i) => walk.locals.set(parameter, args[i] ?? NOTHING));
  return armFlow(walk, lambda.body);
}

/** Gives the locals of a pattern their parts of the subject, and tells what the pattern compares with. */
function bindPattern(walk: Walk, pattern: TypedPattern, subject: Flow): ReadonlySet<Origin> {
  switch (pattern.kind) {
    case 'any':
      return new Set();
    case 'value':
      return everything(expressionFlow(walk, pattern.value));
    case 'range':
      return union(everything(expressionFlow(walk, pattern.low)), everything(expressionFlow(walk, pattern.high)));
    case 'bind':
      setLocal(walk, pattern.local, subject);
      return new Set();
    case 'struct':
      return union(...pattern.fields.map((field) => bindPattern(walk, field.pattern, fieldOf(subject, field.name))));
    default:
      return assertNever(pattern);
  }
}
