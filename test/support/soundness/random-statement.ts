import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { change } from './random-change.ts';
import { condition, expression, narrowed } from './random-expression.ts';
import { literal, typeText } from './random-literal.ts';
import { query, someColumns } from './random-query.ts';
import { anyType, declaredType, scalarType } from './random-type.ts';
import { constantOf, withVariables, type Scope, type Slot, type Variable } from './scope.ts';

/** A statement, and the scope of those behind it. */
interface Made {
  readonly text: string;
  readonly scope: Scope;
  /** Whether nothing behind it is reached. */
  readonly ends?: true;
}

/** A block of some statements, in braces. What it learns about variables is forgotten behind it. */
export function block(scope: Scope, depth: number, length = 1 + scope.random.below(3)): string {
  const { text } = statements(scope, depth, length);
  return `{\n${text.replaceAll(/^/gm, '  ')}\n}`;
}

/** Some statements, one a line. */
export function statements(scope: Scope, depth: number, length: number): Made {
  const lines: string[] = [];
  let current = scope;
  for (let i = 0; i < length; i++) {
    const made = statement(current, depth);
    lines.push(made.text);
    if (made.ends) return { text: lines.join('\n'), scope: current, ends: true };
    current = made.scope;
  }
  return { text: lines.join('\n'), scope: current };
}

function statement(scope: Scope, depth: number): Made {
  const { random } = scope;
  const forms: (() => Made | undefined)[] = [
    () => declaration(scope, depth),
    () => declaration(scope, depth),
    () => assignment(scope, depth),
    () => assignment(scope, depth),
    () => cellOfQuery(scope, depth),
    () => leave(scope, depth),
    () => printed(scope, depth),
  ];
  if (depth > 1)
    forms.push(
      () => branch(scope, depth),
      () => branch(scope, depth),
      () => earlyReturn(scope, depth),
      () => loop(scope, depth),
      () => loop(scope, depth),
      () => guarded(scope, depth),
      () => matched(scope, depth),
    );
  if (scope.mayWrite)
    forms.push(
      () => ({ text: change(scope, depth), scope }),
      () => called(scope, depth),
    );
  return random.pick(forms)() ?? declaration(scope, depth);
}

function declaration(scope: Scope, depth: number): Made {
  const { random, world } = scope;
  const declared: Slot = { type: declaredType(random, world.structs), nullable: random.chance(0.35) };
  const value = expression(scope, declared, depth);
  const name = scope.fresh('v');
  const type = `${typeText(declared.type)}${declared.nullable ? '?' : ''}`;
  // a query alone, or tried, is a table; what a lambda gives, or a function of lists, may be narrower than what is declared here
  const annotated = type.includes('?') || random.chance(0.5) || /^(\{|\(*(try \(*)?select)|=>/.test(value);
  const variable: Variable = { text: name, slot: declared, declared, assignable: true };
  return { text: `let ${name}${annotated ? `: ${type}` : ''} = ${value}`, scope: withVariables(scope, [variable]) };
}

function assignment(scope: Scope, depth: number): Made | undefined {
  const { random } = scope;
  const targets = scope.variables.filter(({ assignable }) => assignable);
  if (targets.length === 0) return undefined;
  const target = random.pick(targets);
  const { type, nullable } = target.slot;
  if (!nullable && type.kind === 'struct' && random.chance(0.5)) {
    const field = random.pick(type.fields);
    return { text: `${target.text}.${field.name} = ${expression(scope, field, depth - 1)}`, scope };
  }
  if (!nullable && type.kind === 'list' && random.chance(0.5)) {
    const element = { type: type.element, nullable: type.elementNullable };
    return { text: `${target.text}[${random.below(2)}] = ${expression(scope, element, depth - 1)}`, scope };
  }
  return { text: `${target.text} = ${expression(scope, target.slot, depth - 1)}`, scope };
}

/** A local that is a query: a cell of it, or its length. */
function cellOfQuery(scope: Scope, depth: number): Made {
  const { random } = scope;
  const name = scope.fresh('q');
  if (random.chance(0.5)) {
    const text = `let ${name} = ${query(scope, someColumns(scope), depth - 1)}`;
    return { text, scope: withVariables(scope, [constantOf(`len(${name})`, { type: INT, nullable: false })]) };
  }
  const column = { name: 'k', type: scalarType(random), nullable: true };
  const from = query(scope, [column], depth - 1);
  const rows = constantOf(`(select max(k) from ${name})`, column);
  const usable = ['json', 'interval', 'blob', 'struct'].includes(column.type.kind) ? [] : [rows];
  return { text: `let ${name} = ${from}`, scope: withVariables(scope, usable) };
}

function leave(scope: Scope, depth: number): Made | undefined {
  const { random, result, raises, world } = scope;
  if (scope.inLoop && random.chance(0.5)) return { text: random.pick(['break', 'continue']), scope, ends: true };
  if (result !== undefined && random.chance(0.5))
    return { text: result === null ? 'return' : `return ${expression(scope, result, depth)}`, scope, ends: true };
  const thrown = world.exceptions.filter((name) => raises === null || raises.includes(name));
  if (thrown.length === 0 || random.chance(0.5)) return undefined;
  const message = expression(scope, { type: STRING, nullable: false }, depth - 1);
  return { text: `throw ${random.pick(thrown)}(${message})`, scope, ends: true };
}

function printed(scope: Scope, depth: number): Made {
  const { random, world } = scope;
  return {
    text: `print(${expression(scope, { type: anyType(random, world.structs), nullable: true }, depth)})`,
    scope,
  };
}

function branch(scope: Scope, depth: number): Made {
  const { random } = scope;
  const narrowing = narrowed(scope);
  const then = block(scope, depth - 1);
  const otherwise = random.chance(0.5) ? ` else ${block(scope, depth - 1)}` : '';
  const elif = random.chance(0.2) ? ` elif ${condition(scope, depth - 1)} ${block(scope, depth - 1)}` : '';
  if (narrowing === undefined || random.chance(0.4))
    return { text: `if ${condition(scope, depth - 1)} ${then}${elif}${otherwise}`, scope };
  const { variable, scope: inside } = narrowing;
  const safe = block(inside, depth - 1);
  const text = random.chance(0.5)
    ? `if ${variable.text} is not null and ${condition(inside, depth - 1)} ${safe}${otherwise}`
    : `if ${variable.text} is null ${then} else ${safe}`;
  return { text, scope };
}

/** What a variable is behind a test that leaves when it is NULL. */
function earlyReturn(scope: Scope, depth: number): Made | undefined {
  const narrowing = narrowed(scope);
  if (narrowing === undefined || scope.result === undefined) return undefined;
  const gone = scope.result === null ? 'return' : `return ${expression(scope, scope.result, depth - 1)}`;
  return { text: `if ${narrowing.variable.text} is null { ${gone} }`, scope: narrowing.scope };
}

function loop(scope: Scope, depth: number): Made {
  const { random, world } = scope;
  const inside: Scope = { ...keepingNarrowed(scope), inLoop: true };
  const body = (variables: readonly Variable[]): string => block(withVariables(inside, variables), depth - 1);
  const name = scope.fresh('r');
  const form = random.below(4);
  if (form === 0) {
    const counter = { type: INT, nullable: false };
    const own = withVariables(inside, [constantOf(name, counter)]);
    const inner = block(own, depth - 1);
    return { text: `let ${name} = 0\nwhile ${name} < 3 {\n  ${name} = ${name} + 1\n${inner.slice(2)}`, scope };
  }
  if (form === 1) {
    const columns = someColumns(scope);
    const fields = columns.map((column) => constantOf(`${name}.${column.name}`, column));
    return { text: `for ${name} in ${query(scope, columns, depth - 1)} ${body(fields)}`, scope };
  }
  if (form === 2) return stream(scope, inside, depth, name);
  const type = anyType(random, world.structs);
  const element: Slot = { type, nullable: random.chance(0.2) };
  const list = expression(
    scope,
    { type: { kind: 'list', element: type, elementNullable: element.nullable }, nullable: false },
    depth - 1,
  );
  const index = random.chance(0.3) ? scope.fresh('i') : undefined;
  const names = [
    ...(index === undefined ? [] : [constantOf(index, { type: INT, nullable: false })]),
    constantOf(name, element),
  ];
  return { text: `for ${names.map(({ text }) => text).join(', ')} in (${list}) ${body(names)}`, scope };
}

/** A stream whose rows are taken one by one; now and then one row is left to be read as a table. */
function stream(scope: Scope, inside: Scope, depth: number, name: string): Made {
  const { random } = scope;
  const columns = someColumns(scope);
  const row = scope.fresh('r');
  const body = block(
    withVariables(
      inside,
      columns.map((column) => constantOf(`${row}.${column.name}`, column)),
    ),
    depth - 1,
  );
  const rows = query(scope, columns, depth - 1);
  if (rows.startsWith('(') || rows.startsWith('with')) return declaration(scope, depth);
  const loop = random.chance(0.3)
    ? `for ${row} in ${name} ${body}`
    : `while ${name}.has_next() {\n  let ${row} = ${name}.next()\n${body.slice(2)}\nprint((select count(*) from ${name}))\n${name}.close()`;
  return { text: `let ${name} = stream ${rows}\n${loop}`, scope };
}

/** What is known of a variable before a loop, a `try` or the arms of a match is lost where these assign to it. */
function keepingNarrowed(scope: Scope): Scope {
  const variables = scope.variables.map((each) =>
    each.slot.nullable === each.declared.nullable ? each : { ...each, assignable: false },
  );
  return { ...scope, variables };
}

function guarded(outer: Scope, depth: number): Made {
  const { text } = guardedIn(keepingNarrowed(outer), depth);
  return { text, scope: outer };
}

function guardedIn(scope: Scope, depth: number): Made {
  const { random, world } = scope;
  const tried = block({ ...scope, raises: null }, depth - 1);
  const error = scope.fresh('e');
  const fields = [constantOf(`${error}.message`, { type: STRING, nullable: false })];
  if (random.chance(0.5))
    return { text: `try ${tried} catch ${error} ${block(withVariables(scope, fields), depth - 1)}`, scope };
  const arm = random.pick(['DivisionByZero', 'RuntimeError', ...world.exceptions]);
  return {
    text: `try ${tried} catch { ${arm} as ${error} => ${block(withVariables(scope, fields), depth - 1)}, _ => ${block(scope, depth - 1)} }`,
    scope,
  };
}

function matched(scope: Scope, depth: number): Made {
  const { random } = scope;
  const type = random.pick([INT, STRING]);
  const subject = expression(scope, { type, nullable: random.chance(0.3) }, depth - 1);
  const arms = [literal(type, random), '_'].map(
    (pattern) => `${pattern} -> ${block(keepingNarrowed(scope), depth - 1)}`,
  );
  return { text: `match ${subject} { ${arms.join(', ')} }`, scope };
}

function called(scope: Scope, depth: number): Made | undefined {
  const fitting = scope.routines.filter(
    ({ kind, raises }) =>
      kind === 'procedure' && raises.every((name) => scope.raises === null || scope.raises.includes(name)),
  );
  if (fitting.length === 0) return undefined;
  const { name, parameters } = scope.random.pick(fitting);
  return { text: `call ${name}(${parameters.map((each) => expression(scope, each, depth - 1)).join(', ')})`, scope };
}
