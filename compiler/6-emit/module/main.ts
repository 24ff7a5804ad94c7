import { isDataType } from '../../contract/type.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import * as b from '../builder.ts';
import { expression } from '../expression/expression.ts';
import { explainTable, showTable } from '../statement/command.ts';
import { functionBody } from '../statement/function-body.ts';
import { findOwned } from '../statement/owned.ts';
import { statementCode } from '../statement/statement.ts';
import { abi, createFunctionScope, variable, withPrelude, type FunctionScope } from './function-scope.ts';
import { parameter, type ModuleScope } from './module-scope.ts';
import { verbOf } from './verb.ts';
import { walk } from './walk.ts';

/**
 * `main(frame)`: the top-level statements. Each tells its result (`abi.result`), and the locals that it made or changed are kept in the session,
 * so that a statement that fails later loses nothing of those before.
 */
export function mainFunction(module: ModuleScope): b.Statement | null {
  const { typed } = module.planned;
  if (typed.statements.length === 0) return null;
  const scope = createFunctionScope(module, 'main', module.names.nested(), false);
  findOwned(scope, typed.statements);
  const session = typed.locals.filter((local) => local.role === 'session');
  const known = session.map((local) =>
    b.variable(variable(scope, local), abi('session', 'frame', b.string(local.name))),
  );
  // one that a block inside of an expression makes is that block's alone
  const made = typed.statements.flatMap((each) => (each.kind === 'Let' ? [each.local] : []));
  const kept = new Set([...session, ...made]);
  const statements = typed.statements.flatMap((statement) => topLevel(scope, statement, kept));
  return b.func('main', [parameter(module, 'frame', 'abi.Frame')], functionBody(scope, [...known, ...statements]));
}

function topLevel(scope: FunctionScope, s: TypedStatement, kept: ReadonlySet<TypedLocal>): b.Statement[] {
  const told = withPrelude(scope, () => resultOf(scope, s)).map((statement) => scope.module.at(statement, s.span));
  const changed = new Set<TypedLocal>();
  walk(s, (node) => {
    if ((node.kind === 'Let' || node.kind === 'Assign') && kept.has(node.local)) changed.add(node.local);
    return node.kind !== 'Lambda';
  });
  return [
    ...told,
    ...[...changed].map((local) => b.run(abi('keep', 'frame', b.string(local.name), variable(scope, local)))),
  ];
}

function resultOf(scope: FunctionScope, s: TypedStatement): b.Statement[] {
  const verb = b.string(verbOf(s));
  switch (s.kind) {
    case 'ExpressionStatement':
      return valueResult(scope, verb, s.value);
    case 'Show':
      return [b.run(abi('result', 'frame', verb, showTable(scope, s)))];
    case 'Explain':
      return [b.run(abi('result', 'frame', verb, explainTable(scope, s)))];
    case 'Let':
      if (s.parameter === true) return statementCode(scope, s);
      return [...statementCode(scope, s), b.run(abi('result', 'frame', verb, b.nothing()))];
    default:
      return [...statementCode(scope, s), b.run(abi('result', 'frame', verb, b.nothing()))];
  }
}

/** Tables are shown as they are, other values as one row with one column; a data change tells the number of its rows. */
function valueResult(scope: FunctionScope, verb: b.Expression, value: TypedExpression): b.Statement[] {
  const { type, nullable } = value.slot;
  const code = expression(scope, value);
  if (
    !isDataType(type) ||
    type.kind === 'null' ||
    value.kind === 'Insert' ||
    value.kind === 'Update' ||
    value.kind === 'Delete' ||
    value.kind === 'Merge'
  ) {
    const name = type.kind === 'dynamic' ? [b.string(resultName(value))] : [];
    const given = type.kind === 'function' ? b.nothing() : b.binary(code, '??', b.nothing());
    return [b.run(abi('result', 'frame', verb, given, ...name))];
  }
  const index = scope.module.results.length;
  scope.module.results.push({ name: resultName(value), type, nullable });
  return [b.run(abi('resultValue', 'frame', verb, b.number(index), code))];
}

function resultName(value: TypedExpression): string {
  switch (value.kind) {
    case 'RoutineCall':
      return value.routine.slice(value.routine.lastIndexOf(':') + 1);
    case 'Local':
      return value.local.name;
    default:
      return 'value';
  }
}
