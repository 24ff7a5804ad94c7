import { INT, type StructType } from '../../../compiler/contract/data-type.ts';
import { randomFrom } from '../parsing/random.ts';
import { change } from './random-change.ts';
import { expression } from './random-expression.ts';
import { cell, typeText } from './random-literal.ts';
import { query, someColumns } from './random-query.ts';
import { block, statements } from './random-statement.ts';
import { anyType, declaredType, structType } from './random-type.ts';
import { constantOf, type Routine, type Scope, type Slot, type TableShape, type World } from './scope.ts';

/** Declarations and rows that many programs run against. */
export function randomWorld(seed: number): World {
  const random = randomFrom(seed);
  const structs: StructType[] = [];
  for (const name of ['Point', 'Pair']) structs.push(structType(random, structs, name));
  const exceptions = ['Refused', 'Missing'];
  const tables: TableShape[] = ['alpha', 'beta'].map((name) => ({
    name,
    columns: [
      { name: 'id', type: INT, nullable: false },
      ...['a', 'b', 'c', 'd'].map((column) => ({
        name: column,
        type: random.chance(0.9) ? declaredType(random, []) : anyType(random, structs),
        nullable: random.chance(0.5),
      })),
    ],
  }));
  const text = [
    ...structs.map(
      ({ name, fields }) =>
        `type struct as ${name}(${fields.map((each) => `${each.name} ${slotText(each)}`).join(', ')})`,
    ),
    ...exceptions.map((name) => `type exception as ${name}`),
    ...tables.map(
      ({ name, columns }) =>
        `create table ${name} (${columns.map(({ name: column, type, nullable }) => `${column} ${typeText(type)}${column === 'id' ? ' primary key' : nullable ? '' : ' not null'}`).join(', ')})`,
    ),
    ...tables.map(({ name, columns }) => {
      const row = (_: unknown, i: number): string =>
        `(${columns.map((column) => (column.name === 'id' ? String(i) : cell(column, random))).join(', ')})`;
      return `insert into ${name} values ${Array.from({ length: 1 + random.below(4) }, row).join(', ')}`;
    }),
    'function passed(rows table<id: int, ..r>) returns table<id: int, ..r> { return select * from rows where id >= 0 }',
  ].join('\n');
  return { tables, structs, exceptions, text };
}

/** The statements of a program, each to run by itself: routines first, then what uses them. */
export function randomProgram(seed: number, world: World): readonly string[] {
  const random = randomFrom(seed);
  let names = 0;
  const fresh = (prefix: string): string => `${prefix}${++names}`;
  let scope: Scope = {
    world,
    random,
    fresh,
    variables: [],
    routines: [],
    inQuery: false,
    raises: null,
    inLoop: false,
    mayWrite: true,
  };
  const texts: string[] = [];
  for (let i = 0; i < 1 + random.below(2); i++) {
    const made = routine(scope, 'function');
    texts.push(made.text);
    scope = { ...scope, routines: [...scope.routines, made.routine] };
  }
  if (random.chance(0.5)) {
    const made = routine(scope, 'procedure');
    texts.push(
      made.text,
      `call ${made.routine.name}(${made.routine.parameters.map((each) => cell(each, random)).join(', ')})`,
    );
    scope = { ...scope, routines: [...scope.routines, made.routine] };
  }
  texts.push(
    random.pick([
      () =>
        `select ${scope.routines
          .filter(({ kind }) => kind === 'function')
          .map(
            ({ name, parameters }) => `${name}(${parameters.map((each) => cell(each, random)).join(', ')}) as ${name}`,
          )
          .join(', ')}`,
      () => query(scope, someColumns(scope), 3),
      () => change(scope, 3),
      () => statements(scope, 2, 1).text,
    ])(),
  );
  return texts;
}

function routine(scope: Scope, kind: Routine['kind']): { readonly text: string; readonly routine: Routine } {
  const { random, world } = scope;
  const name = scope.fresh(kind === 'function' ? 'f' : 'p');
  const slot = (): Slot => ({ type: anyType(random, world.structs), nullable: random.chance(0.3) });
  const parameters = Array.from({ length: random.below(4) }, () => ({ name: scope.fresh('a'), ...slot() }));
  const result = kind === 'procedure' && random.chance(0.4) ? null : slot();
  const raises = random.chance(0.2) ? world.exceptions.filter(() => random.chance(0.6)) : [];
  const inner: Scope = {
    ...scope,
    variables: parameters.map((each) => ({ ...constantOf(each.name, each), assignable: true })),
    raises,
    result,
    mayWrite: kind === 'procedure',
  };
  const clauses = `(${parameters.map((each) => `${each.name} ${slotText(each)}`).join(', ')})${raises.length > 0 ? ` raises ${raises.join(', ')}` : ''}${result === null ? '' : ` returns ${slotText(result)}`}`;
  const routineShape: Routine = { kind, name, parameters, result, raises };
  const start = kind === 'function' ? `function ${name} ${clauses}` : `upsert procedure ${name} as <{}> ${clauses}`;
  if (kind === 'function' && result !== null && random.chance(0.25))
    return { text: `${start} => ${expression(inner, result, 4)}`, routine: routineShape };
  if (result === null) return { text: `${start} ${block(inner, 3)}`, routine: routineShape };
  const made = statements(inner, 3, random.below(5));
  const last = made.ends ? '' : `\nreturn ${expression(made.scope, result, 3)}`;
  return { text: `${start} {\n${`${made.text}${last}`.replaceAll(/^/gm, '  ')}\n}`, routine: routineShape };
}

function slotText({ type, nullable }: Slot): string {
  return `${typeText(type)}${nullable ? '?' : ''}`;
}
