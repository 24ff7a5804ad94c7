import { PLACE, type Scalar } from '../contract/scalar.ts';
import { mapScalarChildren } from '../contract/scalar-children.ts';
import { isDataType } from '../contract/type.ts';
import type { TypedExpression } from '../ir/typed-expression.ts';
import type { TypedModule, TypedRoutine } from '../ir/typed.ts';
import { functionsOf } from './inline.ts';
import { rowless, type Functions } from './lower/environment.ts';
import { dataTypeOf } from './lower/data-type-of.ts';
import { lowerExpression } from './lower/expression.ts';
import { newInputs } from './lower/inputs.ts';
import { lowerQuery } from './lower/query.ts';
import { parts } from './typed-parts.ts';

/** What a body may consist of to stand in the place of a call: it only computes with its parameters. */
const PURE: ReadonlySet<string> = new Set<TypedExpression['kind']>([
  'Literal',
  'Local',
  'Operation',
  'Native',
  'RoutineCall',
  'Cast',
  'Case',
  'InList',
  'Field',
  'Index',
  'List',
  'Struct',
]);

/** The module with the bodies in the signatures of its functions that queries may compute in place. */
export function withInlineBodies(typed: TypedModule): TypedModule {
  if (!typed.routines.some(({ expression }) => expression !== null)) return typed;
  const known = new Map<string, TypedRoutine>();
  const open = new Map(typed.routines.map((routine) => [routine.id, routine]));
  const finished = (routine: TypedRoutine): TypedRoutine => {
    const done = known.get(routine.id);
    if (done !== undefined) return done;
    // a function that calls itself finds itself without a body
    known.set(routine.id, routine);
    const inline = bodyOf(routine, (id, args) => {
      const callee = open.get(id);
      const routines = callee === undefined ? [] : [finished(callee)];
      return functionsOf({ routines, stored: typed.stored ?? [] }).inline(id, args);
    });
    const made = inline === null ? routine : { ...routine, signature: { ...routine.signature, inline } };
    known.set(routine.id, made);
    return made;
  };
  return { ...typed, routines: typed.routines.map(finished) };
}

/** The body as a scalar over its parameters, the receiver first; `null` where it does more than compute. */
function bodyOf(
  { expression, kind, signature, self, parameters }: TypedRoutine,
  inline: Functions['inline'],
): Scalar | null {
  const { effects } = signature;
  if (
    expression === null ||
    kind !== 'function' ||
    !effects.deterministic ||
    effects.acts === true ||
    !isPure(expression)
  )
    return null;
  const given = self === null ? parameters : [self, ...parameters];
  const inputs = newInputs();
  let calls = false;
  const environment = {
    ...rowless({ inputs, ctes: new Map(), outer: null, lowerQuery, functions: { inline, isVolatile: () => false } }),
    replaced: (e: TypedExpression): Scalar | null => {
      if (e.kind === 'RoutineCall') {
        const value = inline(
          e.routine,
          e.args.map((arg) => lowerExpression(arg, environment)),
        );
        calls ||= value === null;
        return value;
      }
      const index = e.kind === 'Local' ? given.indexOf(e.local) : -1;
      if (e.kind !== 'Local' || index < 0) return null;
      const { type, nullable } = e.slot;
      return { kind: 'parameter', index, name: e.local.name, type: dataTypeOf(type), nullable };
    },
  };
  const body = lowerExpression(expression, environment);
  return calls || inputs.parameters.length > 0 ? null : withoutPlaces(body);
}

/** The places of a body are in another text than those of the queries that it goes into. */
function withoutPlaces(scalar: Scalar): Scalar {
  const { [PLACE]: _, ...rest } = mapScalarChildren(scalar, withoutPlaces);
  return rest as Scalar;
}

/** Whether a body only computes values; what did not check has parts without a type. */
function isPure(node: object): boolean {
  const { kind, slot } = node as Partial<TypedExpression>;
  const isValue = slot === undefined || slot.type.kind === 'null' || isDataType(slot.type);
  return isValue && (kind === undefined || PURE.has(kind)) && parts(node).every(isPure);
}
