import type { TypedRoutine } from '../../ir/typed.ts';
import * as b from '../builder.ts';
import { findOwned } from '../statement/owned.ts';
import { functionBody } from '../statement/function-body.ts';
import { blockStatements } from '../statement/statement.ts';
import { abi, createFunctionScope, variable } from './function-scope.ts';
import { parameter, type ModuleScope } from './module-scope.ts';
import { readableType } from './readable-type.ts';

/** The function of a procedure or function: `(frame, …arguments) => result`. */
export function routineFunction(module: ModuleScope, routine: TypedRoutine): b.Statement {
  const counted = module.counted.has(routine.id);
  const scope = createFunctionScope(module, 'routine', module.names.nested(), counted);
  findOwned(scope, routine.body);
  const given = [...(routine.self === null ? [] : [routine.self]), ...routine.parameters];
  const parameters = [
    parameter(module, 'frame', 'abi.Frame'),
    ...given.map((local) => parameter(module, variable(scope, local), readableType(local.slot))),
  ];
  const body = blockStatements(scope, routine.body.statements);
  const entered = counted ? [b.run(abi('enter', 'frame', b.string(routine.name)))] : [];
  const left = counted ? [b.run(abi('leave', 'frame'))] : [];
  const statements = functionBody(scope, [...entered, ...body, ...left]);
  const wrapped =
    routine.kind === 'procedure'
      ? wrapping(scope.names.fresh('thrown$'), statements, routine.signature.declaredRaises)
      : statements;
  return module.at(b.func(module.routines.get(routine.id)!, parameters, wrapped), routine.span);
}

/** A procedure that declares one exception wraps in it whatever else leaves it. */
function wrapping(
  thrown: string,
  statements: readonly b.Statement[],
  raises: readonly string[] | null,
): readonly b.Statement[] {
  if (raises?.length !== 1) return statements;
  return [b.attempt(statements, { error: thrown, body: [b.throws(abi('wrapped', thrown, b.string(raises[0]!)))] })];
}
