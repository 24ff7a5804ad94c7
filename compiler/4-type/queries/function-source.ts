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
  const table = value.kind === 'RoutineCall' ? value.args.find((arg) => arg.slot.type.kind === 'table') : undefined;
  if (table !== undefined) {
    const place = 'of a function in FROM: put the result in a local, `let r = f(…)`, and read that';
    report(env, 'PLG1014', { what: 'a table as argument', place }, table.span);
    return { leaf: null, columns: [], dynamic: true, name: name.text, wrong: true };
  }
  const fields = fieldsOf(type.columns);
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
