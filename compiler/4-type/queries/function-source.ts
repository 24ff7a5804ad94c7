import { isDataType, showType } from '../../contract/type.ts';
import type { Call } from '../../ir/syntax-call.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { FunctionSource } from '../../ir/syntax-source.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { checkArgumentsOnly } from '../calls/call.ts';
import { callLibrary } from '../calls/library-arguments.ts';
import { callRoutine } from '../calls/routine-call.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { entryOf } from '../routines/entries.ts';
import { ERROR } from '../types/conversion.ts';
import { leafOf, type FoundLeaf, type LeafPlace } from './leaf.ts';
import { dynamicLeaf } from './relation-source.ts';
import { listSource } from './local-source.ts';
import { fieldsOf } from './query.ts';

/** `f(args)` in FROM: a function that gives a table or a list. */
export function functionSource(env: Env, node: FunctionSource, place: LeafPlace): FoundLeaf {
  const name = node.name.parts.at(-1)!;
  const value = callOf(env, node, name);
  const { type } = value.slot;
  if (type === ERROR) return { leaf: null, columns: [], dynamic: true, name: name.text, wrong: true };
  if (type.kind === 'list') return { ...listSource(env, value, place, name.text), name: name.text };
  if (type.kind === 'dynamic') return dynamicLeaf(env, name.text);
  if (type.kind !== 'table') {
    report(
      env,
      'PLG1201',
      { expected: 'a table or a list', found: showType(type), hint: `\`${name.text}\` cannot stand in FROM` },
      node.span,
    );
    return { leaf: null, columns: [], dynamic: true, name: name.text, wrong: true };
  }
  if (type.open !== null || !type.columns.every((column) => isDataType(column.type)))
    return { ...dynamicLeaf(env, name.text), columns: type.columns };
  const fields = fieldsOf(type.columns);
  const table = value.kind === 'RoutineCall' ? value.args.find(isRows) : undefined;
  if (table !== undefined) {
    const changing = changesWithRows(env, value);
    if (!changing)
      return {
        leaf: { kind: 'ValueSource', ...leafOf(place), fields, value },
        columns: type.columns,
        dynamic: false,
        name: name.text,
      };
    const hint = 'join what the function gives for all rows, or give it values in place of a table';
    report(
      env,
      'PLG1014',
      { what: 'a table beside columns', place: `as arguments of \`${name.text}\` in FROM`, hint },
      table.span,
    );
    return { leaf: null, columns: type.columns, dynamic: false, name: name.text, wrong: true };
  }
  if (value.kind === 'RoutineCall')
    return {
      leaf: {
        kind: 'FunctionSource',
        ...leafOf(place),
        fields,
        function: value.routine,
        routine: true,
        args: value.args,
      },
      columns: type.columns,
      dynamic: false,
      name: name.text,
    };
  if (value.kind === 'Native')
    return {
      leaf: { kind: 'FunctionSource', ...leafOf(place), fields, function: value.id, routine: false, args: value.args },
      columns: type.columns,
      dynamic: false,
      name: name.text,
    };
  return { leaf: null, columns: [], dynamic: true, name: name.text, wrong: true };
}

function isRows({ slot: { type } }: TypedExpression): boolean {
  return type.kind === 'table' || type.kind === 'iterator';
}

/** Whether a call is another one for each row beside it, or for each round of the recursive table that it stands in. */
function changesWithRows(env: Env, value: TypedExpression): boolean {
  const sources = new Set<number>();
  const rounds = new Set<number>();
  for (let scope = env.query; scope !== null; scope = scope.parent) {
    for (const { id } of scope.sources) sources.add(id);
    for (const { id, inRounds } of scope.ctes.values()) if (inRounds === true) rounds.add(id);
  }
  const look = (node: object): boolean => {
    const { kind, source, cte } = node as { readonly kind?: string; readonly source?: number; readonly cte?: number };
    if (kind === 'Column' && source !== undefined && sources.has(source)) return true;
    if (kind === 'CteSource' && cte !== undefined && rounds.has(cte)) return true;
    return Object.values(node).some((part) => typeof part === 'object' && part !== null && look(part as object));
  };
  return look(value);
}

function callOf(env: Env, node: FunctionSource, name: Identifier): TypedExpression {
  const meaning = meaningOf(env, node.name);
  const callables = meaning?.kind === 'callable' ? meaning.callables : [];
  const routine = callables.find((callable) => callable.kind !== 'library');
  if (routine !== undefined) return callRoutine(env, entryOf(env.checker, routine), null, node.args, node.span, false);
  const functions = callables.flatMap((callable) => (callable.kind === 'library' ? [callable.function] : []));
  if (functions.length === 0) return checkArgumentsOnly(env, node);
  const call: Call = {
    kind: 'Call',
    span: node.span,
    callee: name,
    distinct: false,
    args: node.args,
    orderBy: [],
    withinGroup: [],
  };
  return callLibrary(env, name.text, functions, null, call);
}
