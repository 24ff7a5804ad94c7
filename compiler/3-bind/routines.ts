import type { RoutineSyntax } from '../ir/bound.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { Identifier, Name } from '../ir/syntax-name.ts';
import type { Parameter, RoutineStatement } from '../ir/syntax-routine.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import { report, type Binder } from './binder.ts';
import { warnOfEndlessRecursion } from './endless-recursion.ts';
import { referToException } from './exceptions.ts';
import { bindExpression } from './expressions.ts';
import { declare, enter } from './locals.ts';
import { bindQuery } from './queries.ts';
import { localNames, openScope, type Scope } from './scope.ts';
import { bindBlock } from './statements.ts';
import { bindType, typeVariablesIn } from './type-names.ts';

/** Makes a routine known to the whole module. In a project file a second one of the same kind and receiver is an error. */
export function registerRoutine(binder: Binder, routine: RoutineSyntax): void {
  const name = routineName(routine);
  const key = name.text.toLowerCase();
  const same = binder.routines.get(key) ?? [];
  const again = same.findIndex(
    (other) => other.kind === routine.kind && receiverText(binder, other) === receiverText(binder, routine),
  );
  if (again < 0) {
    binder.routines.set(key, [...same, routine]);
    return;
  }
  if (binder.context.mode === 'project') {
    report(
      binder,
      'PLG1104',
      { kind: routine.kind === 'DefineFunction' ? 'function' : 'procedure', name: name.text },
      name.span,
    );
  } else if (routine.kind === 'DefineFunction' || routine.body !== undefined)
    binder.routines.set(key, same.with(again, routine));
}

/** In a script a function that stands there already is not made anew, unless the text says `or replace`, or drops functions. */
export function reportFunctionsMadeTwice(binder: Binder, statements: readonly Statement[]): void {
  if (statements.some((statement) => statement.kind === 'Drop' && statement.object === 'function')) return;
  const seen = new Set<string>();
  for (const statement of statements) {
    if (statement.kind !== 'DefineFunction') continue;
    const { name } = statement;
    const key = `${receiverText(binder, statement)}.${name.text.toLowerCase()}`;
    if (seen.has(key) && !statement.orReplace)
      report(binder, 'PLG1104', { kind: 'function', name: name.text }, name.span);
    seen.add(key);
  }
}

function receiverText(binder: Binder, { receiver }: RoutineSyntax): string {
  return receiver === undefined
    ? ''
    : binder.file.text.slice(receiver.span.start, receiver.span.end).replaceAll(/\s+/g, '').toLowerCase();
}

/** The last part of a routine's name. */
export function routineName(routine: { readonly name: Identifier | Name }): Identifier {
  return routine.name.kind === 'Identifier' ? routine.name : routine.name.parts.at(-1)!;
}

/** Definitions of routines and of the objects of automation. */
export function bindRoutine(binder: Binder, scope: Scope, node: RoutineStatement): void {
  switch (node.kind) {
    case 'DefineFunction':
    case 'UpsertProcedure':
      return bindCode(binder, node);
    case 'UpsertTrigger':
    case 'UpsertSchedule':
    case 'UpsertPipeline':
      if (node.body !== undefined) bindHiddenBody(binder, node, node.body);
      return;
    case 'Audit':
      if (node.body.kind === 'Query') bindQuery(binder, openScope(scope, 'block'), node.body);
      else bindBlock(binder, openScope(scope, 'routine'), node.body);
      return;
    case 'Test':
      return bindBlock(binder, openScope(scope, 'routine'), node.body);
  }
}

/** A routine sees nothing of what is around it but the module's declarations. */
function bindCode(binder: Binder, node: RoutineSyntax): void {
  const types = [node.receiver, ...node.parameters.map(({ type }) => type)].filter((type) => type !== undefined);
  const variables = node.kind === 'DefineFunction' ? { variables: typeVariablesIn(binder, types) } : {};
  const scope: Scope = { ...openScope(null, 'routine'), ...variables };
  if (node.receiver !== undefined) {
    bindType(binder, scope, node.receiver);
    enter(binder, scope, node, 'self', node.receiver.span, 'self').read = true;
  }
  for (const parameter of node.parameters) bindParameter(binder, scope, parameter);
  for (const name of node.clauses.raises) referToException(binder, name);
  if (node.clauses.returns !== undefined) bindType(binder, scope, node.clauses.returns);
  const { body } = node;
  if (body === undefined) return;
  if (body.kind === 'Block') binder.names.within(() => bindBlock(binder, scope, body));
  else bindExpression(binder, scope, body as Expression);
  warnOfEndlessRecursion(binder, node);
}

/** A parameter called `self` is the receiver as well. */
function bindParameter(binder: Binder, scope: Scope, parameter: Parameter): void {
  if (parameter.type !== undefined) bindType(binder, scope, parameter.type);
  if (parameter.default !== undefined)
    bindExpression(binder, { ...openScope(null, 'top'), hidden: localNames(scope) }, parameter.default);
  declare(binder, scope, parameter.name, 'parameter').read = true;
}

/** The names under which a trigger's own code finds what happened. */
const TRIGGER_NAMES = ['new', 'old', 'event', 'timing', 'target', 'rows', 'new_rows', 'old_rows'];

function bindHiddenBody(
  binder: Binder,
  node: Extract<RoutineStatement, { kind: 'UpsertTrigger' | 'UpsertSchedule' | 'UpsertPipeline' }>,
  body: Parameters<typeof bindBlock>[2],
): void {
  const scope = openScope(null, 'routine');
  if (node.kind === 'UpsertTrigger') {
    for (const name of TRIGGER_NAMES) {
      const identifier: Identifier = { kind: 'Identifier', span: node.name.span, text: name, quoted: false };
      enter(binder, scope, identifier, name, node.name.span, 'parameter').read = true;
    }
  }
  binder.names.within(() => bindBlock(binder, scope, body));
}
