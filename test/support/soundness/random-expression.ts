import { BOOLEAN, decimal, INT, sameDataType, STRING, type DataType } from '../../../compiler/contract/data-type.ts';
import type { FunctionType } from '../../../compiler/contract/type.ts';
import {
  callText,
  instantiate,
  libraryCalls,
  matches,
  readsRows,
  type Bindings,
  type LibraryCall,
} from './library-calls.ts';
import { cell, elementOf, elementText, literal, structText, typeText } from './random-literal.ts';
import { anyType, orderedType, scalarType } from './random-type.ts';
import { scalarSubquery, condition as queryCondition } from './random-query.ts';
import { constantOf, holding, withVariables, type Scope, type Slot, type Variable } from './scope.ts';

/** An expression of the slot's type; it may be NULL only where the slot may. `depth` bounds how far it nests. */
export function expression(scope: Scope, slot: Slot, depth: number): string {
  const { random } = scope;
  if (depth <= 0) return leaf(scope, slot);
  const forms: readonly (() => string | undefined)[] = [
    () => leaf(scope, slot),
    () => leaf(scope, slot),
    () => libraryCall(scope, slot, depth),
    () => libraryCall(scope, slot, depth),
    () => libraryCall(scope, slot, depth),
    () => routineCall(scope, slot, depth),
    () => routineCall(scope, slot, depth),
    () => chosen(scope, slot, depth),
    () => part(scope, slot, depth),
    () => cast(scope, slot, depth),
    () => scalarSubquery(scope, slot, depth),
    () => `(${expression(scope, { ...slot, nullable: true }, depth - 1)} ?? ${expression(scope, slot, depth - 1)})`,
    () => special(scope, slot, depth),
    () => special(scope, slot, depth),
  ];
  return random.pick(forms)() ?? leaf(scope, slot);
}

/** A boolean that is never NULL. */
export function condition(scope: Scope, depth: number): string {
  return expression(scope, { type: BOOLEAN, nullable: false }, depth);
}

/** A variable, or a literal. */
function leaf(scope: Scope, slot: Slot): string {
  const fitting = scope.variables.filter((each) => fits(each.slot, slot));
  return fitting.length > 0 && scope.random.chance(0.75) ? scope.random.pick(fitting).text : cell(slot, scope.random);
}

function fits(have: Slot, want: Slot): boolean {
  return (want.nullable || !have.nullable) && sameDataType(have.type, want.type);
}

/** A call of a function or operator of the standard library that gives this type. */
function libraryCall(scope: Scope, slot: Slot, depth: number): string | undefined {
  const { random } = scope;
  const calls = libraryCalls();
  const candidates = [
    ...(calls.get(slot.type.kind) ?? []),
    ...(random.chance(0.3) ? (calls.get('variable') ?? []) : []),
  ];
  if (candidates.length === 0) return undefined;
  const call = random.pick(candidates);
  // over a row a lambda would be another program: the engine says so
  if (scope.inQuery && call.signature.parameters.some((each) => each.slot.type.kind === 'function')) return undefined;
  const { traits, result, parameters } = call.signature;
  const bindings: Bindings = new Map();
  if (!matches(result.type, slot.type, bindings)) return undefined;
  const mayBeNull = traits.mayBeNull === true || result.nullable;
  if (mayBeNull && !slot.nullable) return undefined;
  if ([...bindings.values()].some(({ type }) => !isPlain(type)) && random.chance(0.7)) return undefined;
  // the values of maps here are never NULL, so lists of them hold none
  const ofMaps = parameters.some(({ slot: { type } }) => type.kind === 'map');
  if (ofMaps && [...bindings.values()].some((bound) => bound.nullable)) return undefined;
  const inLists = parameters.some(({ slot: { type } }) => type.kind === 'list');
  const free = (name: string): Slot => ({
    type: name === 'K' ? random.pick([INT, STRING]) : orderedType(random),
    nullable: inLists && name === 'T' && random.chance(0.3),
  });
  const overloaded = readsRows(call.name);
  const takesLambda = parameters.some(({ slot: { type } }) => type.kind === 'function');
  const args: string[] = [];
  for (const { name, slot: wanted, defaultText, variadic } of parameters) {
    if (defaultText !== null && random.chance(0.5)) break;
    const times = variadic ? 1 + random.below(3) : 1;
    for (let i = 0; i < times; i++) {
      // a NULL for a variable would make the elements of the result nullable, or what a lambda is given
      const holds =
        (result.type.kind === 'list' || result.type.kind === 'map' || takesLambda) && wanted.type.kind === 'variable';
      const nullable = !holds && argumentMayBeNull(call, wanted.nullable, slot.nullable, i) && random.chance(0.4);
      args.push(argument(scope, call, name, wanted.type, nullable, bindings, free, depth - 1));
    }
  }
  // a query there is rows, or a list of them
  if (overloaded && args.some((arg) => arg.startsWith('(select'))) return undefined;
  const text = callText(call.name, args);
  return slot.type.kind === 'decimal' && result.type.kind === 'decimal' ? `(${text} :: ${typeText(slot.type)})` : text;
}

/** A strict function is NULL where an argument is; one that is not takes NULL where it says so. */
function argumentMayBeNull({ signature: { traits } }: LibraryCall, takes: boolean, wants: boolean, i: number): boolean {
  if (traits.strict !== false) return wants;
  if (!takes) return false;
  return wants || traits.nullWhen === undefined || (traits.nullWhen === 'all' && i > 0);
}

function argument(
  scope: Scope,
  call: LibraryCall,
  name: string,
  type: Parameters<typeof instantiate>[0],
  nullable: boolean,
  bindings: Bindings,
  free: (name: string) => Slot,
  depth: number,
): string {
  const { random } = scope;
  if (type.kind === 'function') return lambda(scope, type, bindings, free, depth);
  const known = KNOWN_ARGUMENTS[name];
  if (known !== undefined && type.kind === 'string') return known(call, random.below(100));
  if (type.kind === 'int' && SIZES.has(name)) return String(random.below(6));
  if (type.kind === 'any') return expression(scope, { type: scalarType(random), nullable }, depth);
  return expression(scope, { type: withDigits(instantiate(type, bindings, free).type), nullable }, depth);
}

/** Signatures that take decimals of any digits say so by none. */
function withDigits(type: DataType): DataType {
  if (type.kind === 'list') return { ...type, element: withDigits(type.element) };
  return type.kind === 'decimal' && type.precision === 0 ? decimal(10, 2) : type;
}

const SIZES = new Set([
  'count',
  'size',
  'digits',
  'places',
  'capture',
  'index',
  'base',
  'value_count',
  'month',
  'day',
  'year',
]);
const oneOf =
  (...texts: string[]) =>
  (_call: LibraryCall, i: number): string =>
    texts[i % texts.length]!;

/** Texts that a function reads as a small language of its own. */
const KNOWN_ARGUMENTS: Readonly<Record<string, (call: LibraryCall, i: number) => string>> = {
  part: ({ signature: { parameters } }, i) =>
    parameters.some(({ slot }) => slot.type.kind === 'time')
      ? oneOf(`'hour'`, `'minute'`, `'second'`)({} as LibraryCall, i)
      : oneOf(`'day'`, `'month'`, `'year'`)({} as LibraryCall, i),
  zone: oneOf(`'UTC'`, `'Europe/Berlin'`, `'America/New_York'`),
  pattern: oneOf(`'a'`, `'[a-z]+'`, `'a%'`, `'b?c'`),
  flags: oneOf(`'i'`, `''`),
  path: oneOf(`'$.a'`, `'$[0]'`),
  format: oneOf(`'%Y-%m-%d'`, `'%H:%M'`),
  form: oneOf(`'NFC'`, `'NFD'`),
  template: oneOf(`'x'`, `'a b'`),
};

function lambda(
  scope: Scope,
  type: FunctionType,
  bindings: Bindings,
  free: (name: string) => Slot,
  depth: number,
): string {
  const parameters = type.parameters.map((each) => {
    const slot = instantiate(each.type, bindings, free);
    return constantOf(scope.fresh('x'), { ...slot, nullable: slot.nullable || each.nullable });
  });
  const given = instantiate(type.result.type, bindings, free);
  const result = { ...given, nullable: given.nullable || type.result.nullable };
  const body = expression(withVariables(scope, parameters), result, depth);
  const names = parameters.map(({ text }) => text);
  return `${names.length === 1 ? names[0] : `(${names.join(', ')})`} => ${body}`;
}

function isPlain(type: DataType): boolean {
  return !['list', 'struct', 'map', 'json'].includes(type.kind);
}

/** A call of a function of the program or, outside of queries, of one that may throw inside of a `try`. */
function routineCall(scope: Scope, slot: Slot, depth: number): string | undefined {
  const fitting = scope.routines.filter(
    ({ kind, result, raises }) =>
      (kind === 'function' || (scope.mayWrite && !scope.inQuery)) &&
      result !== null &&
      fits(result, slot) &&
      raises.every((name) => scope.raises === null || scope.raises.includes(name)),
  );
  if (fitting.length === 0) return undefined;
  const { kind, name, parameters } = scope.random.pick(fitting);
  const call = `${name}(${parameters.map((each) => expression(scope, each, depth - 1)).join(', ')})`;
  return kind === 'procedure' && scope.random.chance(0.7) ? `(call ${call})` : call;
}

/** A choice between two values, or more. */
function chosen(scope: Scope, slot: Slot, depth: number): string {
  const { random } = scope;
  const value = (inner = scope): string => expression(inner, slot, depth - 1);
  const narrowing = narrowed(scope);
  return random.pick<() => string>([
    () => `case when ${queryCondition(scope, depth - 1)} then ${value()} else ${value()} end`,
    () =>
      narrowing === undefined
        ? value()
        : `case when ${narrowing.variable.text} is not null then ${value(narrowing.scope)} else ${value()} end`,
    () => {
      const subject = expression(scope, { type: INT, nullable: random.chance(0.3) }, depth - 1);
      return `match ${subject} { 0 | 7 -> ${value()}, 1..5 -> ${value()}, _ -> ${value()} }`;
    },
    () => {
      const name = scope.fresh('m');
      const type = random.pick([INT, STRING]);
      const inner = withVariables(scope, [constantOf(name, { type, nullable: false })]);
      const subject = expression(scope, { type, nullable: false }, depth - 1);
      return `match ${subject} { ${literal(type, random)} -> ${value()}, ${name} if ${condition(inner, depth - 1)} -> ${value(inner)}, _ -> ${value()} }`;
    },
    () => `match ${condition(scope, depth - 1)} { true -> ${value()}, false -> ${value()} }`,
    () =>
      scope.inQuery ? value() : `(try ${expression({ ...scope, raises: null }, slot, depth - 1)} catch ${value()})`,
    () =>
      scope.inQuery
        ? value()
        : `(try ${expression({ ...scope, raises: null }, slot, depth - 1)} catch { DivisionByZero => ${value()}, _ => ${value()} })`,
  ])();
}

/** A variable that may be NULL, and the scope in which it is not. */
export function narrowed(scope: Scope): { readonly variable: Variable; readonly scope: Scope } | undefined {
  const open = scope.variables.filter(({ text, slot }) => slot.nullable && !text.startsWith('('));
  if (open.length === 0) return undefined;
  const variable = scope.random.pick(open);
  return { variable, scope: holding(scope, variable, { ...variable.slot, nullable: false }) };
}

/** An element of a list or map, or a field of a struct. */
function part(scope: Scope, slot: Slot, depth: number): string | undefined {
  const { random } = scope;
  const own = scope.variables.flatMap(({ text, slot: { type, nullable } }) =>
    type.kind === 'struct' && !nullable
      ? type.fields.filter((field) => fits(field, slot)).map((field) => `${text}.${field.name}`)
      : type.kind === 'list' && !nullable && fits({ type: type.element, nullable: type.elementNullable }, slot)
        ? [`${text}[${random.below(3)}]`]
        : [],
  );
  if (own.length > 0) return random.pick(own);
  const { type, nullable } = slot;
  if (type.kind === 'list') {
    if (scope.inQuery) return undefined;
    const whole = expression(scope, { type, nullable: false }, depth - 1);
    return `(${whole})[${random.below(3)}:${random.below(5)}]`;
  }
  return random.pick<() => string>([
    () =>
      `(${expression(scope, { type: { kind: 'list', element: type, elementNullable: nullable }, nullable: false }, depth - 1)})[0]`,
    () =>
      `({k: ${expression(scope, slot, depth - 1)}, l: ${expression(scope, { type: scalarType(random), nullable: true }, depth - 1)}}).k`,
  ])();
}

/** A value of another type, cast. */
function cast(scope: Scope, slot: Slot, depth: number): string | undefined {
  const { random } = scope;
  const sources = CASTS[slot.type.kind];
  if (sources === undefined) return undefined;
  const from = random.pick(sources);
  const target = typeText(slot.type);
  if (slot.nullable && random.chance(0.4))
    return `try_cast(${expression(scope, { type: STRING, nullable: true }, depth - 1)} as ${target})`;
  const value = expression(scope, { type: from, nullable: slot.nullable }, depth - 1);
  // a literal that cannot be cast is found by the check
  const hidden =
    from.kind === 'string' ? `lower(${value})` : /^\(?(?:- ?)?\d+\)?$/.test(value) ? `abs(${value})` : value;
  return `(${hidden} :: ${target})`;
}

const CASTS: Readonly<Partial<Record<DataType['kind'], readonly DataType[]>>> = {
  int: [STRING, decimal(10, 2), { kind: 'float', bits: 64 }, INT],
  float: [INT, decimal(10, 2), STRING],
  decimal: [INT, decimal(10, 2), STRING, decimal(38, 4), { kind: 'float', bits: 64 }],
  string: [
    INT,
    BOOLEAN,
    { kind: 'date' },
    decimal(10, 2),
    { kind: 'json' },
    { kind: 'uuid' },
    { kind: 'interval' },
    { kind: 'timestamp', zoned: true },
    { kind: 'timestamp', zoned: false },
    { kind: 'time' },
    { kind: 'float', bits: 64 },
  ],
  boolean: [STRING],
  date: [{ kind: 'timestamp', zoned: false }, STRING],
  timestamp: [{ kind: 'date' }, STRING],
  interval: [STRING],
  time: [STRING],
};

/** Forms that only some types have. */
function special(scope: Scope, slot: Slot, depth: number): string | undefined {
  const { random, world } = scope;
  const { type, nullable } = slot;
  const inner = (of: DataType, mayBeNull = nullable): string =>
    expression(scope, { type: of, nullable: mayBeNull }, depth - 1);
  switch (type.kind) {
    case 'boolean': {
      const other = orderedType(random);
      return random.pick<() => string>([
        () => `(${inner(anyType(random, world.structs), true)} is ${random.chance(0.5) ? 'not ' : ''}null)`,
        () => `(${inner(other)} between ${inner(other)} and ${inner(other)})`,
        () => `(${inner(other)} ${random.chance(0.3) ? 'not ' : ''}in (${inner(other)}, ${inner(other)}))`,
        () => `(not ${inner(BOOLEAN)})`,
        () => {
          const narrowing = narrowed(scope);
          if (narrowing === undefined) return inner(BOOLEAN);
          const { variable, scope: then } = narrowing;
          return random.chance(0.5)
            ? `(${variable.text} is not null and ${expression(then, slot, depth - 1)})`
            : `(${variable.text} is null or ${expression(then, slot, depth - 1)})`;
        },
        () => `(${inner(other)} ${random.pick(['=', '<>', '<', '>='])} ${inner(other)})`,
      ])();
    }
    case 'list':
      if (type.element.kind === 'int' && type.element.bits === 64 && !type.elementNullable)
        return `range(${random.below(4)}, ${random.below(8)})`;
      return `Array<${elementText(type)}>::[${expression(scope, elementOf(type), depth - 1)}, ${cell(elementOf(type), random)}]`;
    case 'struct': {
      return structText(
        type,
        type.fields.map((field) => `${field.name}: ${expression(scope, field, depth - 1)}`),
      );
    }
    case 'int':
      if (type.bits < 64) return undefined;
      return random.pick([
        () => `(- ${inner(INT)})`,
        () => `(${inner(INT)} % ${1 + random.below(5)})`,
        () => `len(${inner(STRING)})`,
        () => `extract(day from ${inner({ kind: 'date' })})`,
      ])();
    case 'decimal':
      return `((${inner(decimal(10, 2))} ${random.pick(['+', '-', '*', '/'])} ${inner(random.pick([decimal(10, 2), INT]))}) :: ${typeText(type)})`;
    case 'string':
      if (type.maxLength !== undefined) return undefined;
      return random.pick([
        () => `(${inner(STRING)} || ${inner(STRING)})`,
        () => `(${inner({ kind: 'json' })} :: string)`,
        () => `upper(${inner(STRING)})`,
      ])();
    default:
      return undefined;
  }
}
