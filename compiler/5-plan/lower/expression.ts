import { BOOLEAN, type DataType } from '../../contract/data-type.ts';
import type { Plan } from '../../contract/plan.ts';
import { gobiError } from '../../contract/runtime-error.ts';
import { PLACE, type Operation, type Scalar } from '../../contract/scalar.ts';
import type { TypedColumn, TypedExpression, TypedSubquery } from '../../ir/typed-expression.ts';
import { lowerApplied } from './apply.ts';
import { dataTypeOf } from './data-type-of.ts';
import { mapReferences } from '../rewrite.ts';
import { parts } from '../typed-parts.ts';
import type { Environment, Functions, Place } from './environment.ts';
import { scalarInput } from './inputs.ts';
import { lowerMatch, valueOf } from './match.ts';
import { readsRow } from './reads-row.ts';

/** A typed expression over the row of an operator. What depends on no row and has no scalar form is evaluated by the caller and passed. */
export function lowerExpression(e: TypedExpression, environment: Environment): Scalar {
  const replaced = environment.replaced(e);
  if (replaced !== null) return replaced;
  const scalar = scalarOf(e, environment);
  return scalar[PLACE] === undefined && COMPUTES.has(scalar.kind) ? { ...scalar, [PLACE]: e.span } : scalar;
}

/** What computes something, and may fail. */
const COMPUTES: ReadonlySet<Scalar['kind']> = new Set<Scalar['kind']>([
  'operation',
  'native',
  'routine',
  'apply',
  'cast',
  'case',
  'in_list',
  'subquery',
  'index',
]);

/** Types whose values never get into a query. */
const OF_CALLER: ReadonlySet<string> = new Set(['function', 'table', 'iterator']);

function scalarOf(e: TypedExpression, environment: Environment): Scalar {
  const lower = (part: TypedExpression) => lowerExpression(part, environment);
  const base = (): { type: DataType; nullable: boolean } => ({
    type: dataTypeOf(e.slot.type),
    nullable: e.slot.nullable,
  });
  switch (e.kind) {
    case 'Literal':
      return { kind: 'constant', value: e.value, ...base() };
    case 'Local':
      return boundAround(e, environment) ?? scalarInput(environment.inputs, e);
    case 'Column':
      return column(e, environment);
    case 'Operation':
      return { kind: 'operation', operation: e.operation, args: e.args.map(lower), ...base() };
    case 'Native':
      // rows are the caller's
      if (e.args.some(({ slot: { type } }) => OF_CALLER.has(type.kind))) break;
      return { kind: 'native', id: e.id, strict: e.strict, args: e.args.map(lower), ...base() };
    case 'RoutineCall': {
      if (e.routineKind === 'procedure' || !(ofRow(e, environment) || isVolatile(e, environment.functions))) break;
      const args = e.args.map(lower);
      return environment.functions.inline(e.routine, args) ?? { kind: 'routine', id: e.routine, args, ...base() };
    }
    case 'Cast':
      // A parameter of the statement is converted once, whatever the rows.
      if (e.value.kind === 'Local' && e.value.local.name.startsWith('$')) return scalarInput(environment.inputs, e);
      // A dynamic value crosses before: in a query each value has a type.
      if (e.value.slot.type.kind === 'dynamic' && !ofRow(e, environment)) return scalarInput(environment.inputs, e);
      return {
        kind: 'cast',
        value: lower(e.value),
        safe: e.safe,
        ...(e.into === undefined ? {} : { into: e.into }),
        ...base(),
      };
    case 'Case':
      return {
        kind: 'case',
        arms: e.arms.map((arm) => ({ when: lower(arm.when), then: lower(arm.then) })),
        otherwise: e.otherwise === null ? null : lower(e.otherwise),
        ...base(),
      };
    case 'InList':
      return { kind: 'in_list', value: lower(e.value), list: e.list.map(lower), negated: e.negated, ...base() };
    case 'Match':
      if (!ofRow(e, environment) || e.arms.some((arm) => valueOf(arm.body) === null)) break;
      return lowerMatch(e, environment, lowerExpression);
    case 'List':
      return { kind: 'list', items: e.items.map(lower), ...base() };
    case 'Struct':
      return { kind: 'struct', values: e.values.map(lower), ...base() };
    case 'Field':
      return { kind: 'field', value: lower(e.value), name: e.name, ...base() };
    case 'Index':
      return { kind: 'index', value: lower(e.value), index: lower(e.index), ...base() };
    case 'Subquery':
      return subquery(e, environment);
    case 'Cell':
      if (e.table.kind !== 'QueryValue') break;
      return {
        kind: 'subquery',
        mode: 'scalar',
        value: null,
        negated: false,
        plan: oneColumn(environment.lowerQuery(e.table.query, below(environment)), e.column),
        ...base(),
      };
    default:
      break;
  }
  if (ofRow(e, environment)) {
    if (e.kind === 'RoutineCall')
      throw gobiError('Unsupported', {
        what: 'a call of a procedure over a column, in a query',
        instead: 'go through the rows: `for row in (select …) { call … }`',
      });
    return lowerApplied(e, named(e), environment, lower);
  }
  return scalarInput(environment.inputs, e);
}

/** Whether an expression reads the row, or a name that a pattern over the row binds. */
function ofRow(e: TypedExpression, environment: Environment): boolean {
  return readsRow(e) || readsBound(e, environment);
}

function readsBound(node: object, environment: Environment): boolean {
  if ((node as { readonly kind?: string }).kind === 'Local') {
    const local = node as TypedExpression;
    for (let at: Environment | null = environment; at !== null; at = at.outer)
      if (at.replaced(local) !== null) return true;
  }
  return parts(node).some((part) => readsBound(part, environment));
}

/** What a name stands for that a pattern over the row of a query around this one binds. */
function boundAround(e: TypedExpression, environment: Environment): Scalar | null {
  for (let depth = 1, at = environment.outer; at !== null; at = at.outer, depth++) {
    const found = at.replaced(e);
    if (found !== null) return seenFrom(found, depth);
  }
  return null;
}

/** A scalar over a row as a query `levels` below sees it, with the queries in it. */
function seenFrom(scalar: Scalar, levels: number): Scalar {
  return mapReferences(scalar, (reference) => {
    if (reference.kind === 'column') return { ...reference, kind: 'outer', depth: levels };
    return reference.kind === 'outer' ? { ...reference, depth: reference.depth + levels } : reference;
  });
}

/** Whether an expression is to be computed for each row though it reads none. */
function isVolatile(node: object, functions: Functions): boolean {
  const { kind, routine, volatile } = node as { kind?: string; routine?: string; volatile?: boolean };
  if (kind === 'Query' || kind === 'Lambda') return false;
  if (volatile === true || (kind === 'RoutineCall' && functions.isVolatile(routine!))) return true;
  return parts(node).some((part) => isVolatile(part, functions));
}

/** The place of a subquery: the row of this environment is the nearest enclosing one. */
function below(environment: Environment): Place {
  const { inputs, ctes, rounds, lowerQuery, functions } = environment;
  return { inputs, ctes, rounds, lowerQuery, functions, outer: environment };
}

function column(e: TypedColumn, environment: Environment): Scalar {
  for (let depth = 0, at: Environment | null = environment; at !== null; at = at.outer, depth++) {
    const found = (depth > 0 ? at.replaced(e) : null) ?? at.column(e);
    if (found === null) continue;
    if (depth === 0 || found.kind === 'constant' || found.kind === 'parameter') return found;
    if (found.kind !== 'column') throw new Error('an outer column that is none');
    return { ...found, kind: 'outer', depth };
  }
  throw new Error(`column ${e.name} of source ${e.source} is in no row`);
}

const COUNTERPART: Partial<Record<Operation, Operation>> = {
  equal: 'not_equal',
  not_equal: 'equal',
  less: 'greater_equal',
  less_equal: 'greater',
  greater: 'less_equal',
  greater_equal: 'less',
};

function subquery(e: TypedSubquery, environment: Environment): Scalar {
  const plan = environment.lowerQuery(e.query, below(environment));
  const type = e.mode === 'scalar' ? dataTypeOf(e.slot.type) : BOOLEAN;
  const { nullable } = e.slot;
  const value = e.value === null ? null : lowerExpression(e.value, environment);
  switch (e.mode) {
    case 'scalar':
    case 'exists':
    case 'in':
      return { kind: 'subquery', mode: e.mode, value, negated: e.negated, plan, type, nullable };
    case 'any':
    case 'all': {
      // x op ANY (q) is x = ANY when op is =; x op ALL (q) is NOT (x counter-op ANY (q))
      const all = e.mode === 'all';
      const operation = all ? COUNTERPART[e.operation ?? 'equal'] : (e.operation ?? 'equal');
      if (operation !== 'equal')
        throw gobiError('Unsupported', {
          what: `${all ? 'ALL' : 'ANY'} with another comparison than ${all ? '<>' : '='} inside of a query`,
          instead: 'compare with (select min(…)) or (select max(…))',
        });
      return { kind: 'subquery', mode: 'in', value, negated: e.negated !== all, plan, type, nullable };
    }
  }
}

function oneColumn(plan: Plan, index: number): Plan {
  const field = plan.fields[index]!;
  if (plan.fields.length === 1) return plan;
  return {
    kind: 'project',
    input: plan,
    expressions: [{ kind: 'column', index, name: field.name, type: field.type, nullable: field.nullable }],
    fields: [field],
  };
}

function named(e: TypedExpression): string {
  switch (e.kind) {
    case 'Native':
      return e.id.slice(e.id.lastIndexOf('/') + 1);
    default:
      return e.kind.toLowerCase();
  }
}
