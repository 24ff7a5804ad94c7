import { boundRoutine, type BoundRoutine } from '../../../../../compiler/contract/bindings.ts';
import type { RoutineInfo } from '../../../../../compiler/contract/catalog-view.ts';
import { bindingsHash } from '../../../../client/typed-client.ts';
import { objectType, propertyName, slotType } from './typescript-type.ts';

/** A client's source, and the routines that it leaves out since a program cannot call them. */
export interface ClientSource {
  readonly text: string;
  readonly routines: number;
  readonly left: readonly string[];
}

interface Named {
  readonly routine: BoundRoutine;
  readonly raises: readonly string[];
  /** What its types begin with. */
  readonly title: string;
}

/** TypeScript that calls the procedures and functions of a project by their types. */
export function clientBindings(infos: readonly RoutineInfo[]): ClientSource {
  const left: string[] = [];
  const titles = new Set<string>();
  const all: Named[] = [];
  for (const info of [...infos].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const routine = boundRoutine(info);
    if (routine === null) left.push(`${info.kind} ${info.name}`);
    else {
      const raises = [...new Set([...info.signature.effects.raises, ...(info.signature.declaredRaises ?? [])])].sort();
      all.push({ routine, raises, title: titleOf(info.name, titles) });
    }
  }
  const routines = all.map(({ routine }) => routine);
  const raises = Object.fromEntries(
    all.flatMap((each) =>
      each.raises.length === 0 ? [] : [[`${each.routine.kind} ${each.routine.name}`, each.raises]],
    ),
  );
  const text = [
    '/* Written by `gobi build --client`: a change of the project is to be built again, not written here. */',
    "import { connectTyped, type Address, type Bindings, type ClientOptions, type TypedCall, type TypedClient } from 'pl-grizzly/client';",
    '',
    ...all.flatMap(typesOf),
    ...callsOf(
      'Procedures',
      all.filter(({ routine }) => routine.kind === 'procedure'),
    ),
    ...callsOf(
      'Functions',
      all.filter(({ routine }) => routine.kind === 'function'),
    ),
    'export const bindings: Bindings = {',
    `  hash: ${JSON.stringify(bindingsHash(routines))},`,
    '  routines: [',
    ...routines.map((routine) => `    ${JSON.stringify(routine)},`),
    '  ],',
    '};',
    '',
    `const raises: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(raises)};`,
    '',
    '/** Connects to a service (as `connect` of `pl-grizzly/client`) that has these routines. Errors: as `connect`, and `StaleBindings`, which names what has changed. */',
    'export function connect(target?: string | Address, options?: ClientOptions): Promise<TypedClient<Procedures, Functions>> {',
    '  return connectTyped<Procedures, Functions>(bindings, raises, target, options);',
    '}',
    '',
  ].join('\n');
  return { text, routines: all.length, left };
}

function typesOf({ routine, raises, title }: Named): readonly string[] {
  const { parameters, result, signature } = routine;
  const gives =
    result === null
      ? 'null'
      : 'value' in result
        ? slotType(result.value, 'got')
        : `${objectType(
            result.columns.map((column) => ({ ...column, optional: false })),
            'got',
          )}[]`;
  return [
    `/** Arguments of \`${signature.replaceAll('*/', '* /')}\`. */`,
    `export type ${title}Arguments = ${objectType(parameters, 'given')};`,
    `export type ${title}Result = ${gives};`,
    `export type ${title}Exception = ${raises.length === 0 ? 'never' : raises.map((name) => JSON.stringify(name)).join(' | ')};`,
    '',
  ];
}

function callsOf(name: string, all: readonly Named[]): readonly string[] {
  return [
    `export interface ${name} {`,
    ...all.map(
      ({ routine, title }) =>
        `  readonly ${propertyName(routine.name)}: TypedCall<${title}Arguments, ${title}Result, ${title}Exception>;`,
    ),
    '}',
    '',
  ];
}

/** `daily_etl` as `DailyEtl`; a number behind it where that is taken. */
function titleOf(name: string, taken: Set<string>): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const plain = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  const base = /^\p{L}/u.test(plain) ? plain : `Routine${plain}`;
  let title = base;
  for (let i = 2; taken.has(title.toLowerCase()); i++) title = `${base}${i}`;
  taken.add(title.toLowerCase());
  return title;
}
