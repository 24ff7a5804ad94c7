import type { ArmBody, Lambda, Match, Pattern, Try } from '../ir/syntax-control.ts';
import type { BindParameter, Expression } from '../ir/syntax-expression.ts';
import type { TypedStruct } from '../ir/syntax-literal.ts';
import type { Identifier } from '../ir/syntax-name.ts';
import { assertNever } from '../source/assert-never.ts';
import { report, type Binder } from './binder.ts';
import { bindCall, bindProcedureCall, referToFunctionValue } from './calls.ts';
import { bindDataChange } from './changes.ts';
import { findException, referToException } from './exceptions.ts';
import { declare, enter, reportUnknown } from './locals.ts';
import { bindInterpolation } from './tables.ts';
import { bindQuery } from './queries.ts';
import { findLocal, openScope, type Scope } from './scope.ts';
import { bindBlock, bindStatement } from './statements.ts';
import { defineStruct } from './structs.ts';
import { bindType, storedStruct } from './type-names.ts';

/** Gives every name of an expression its meaning. */
export function bindExpression(binder: Binder, scope: Scope, node: Expression): void {
  const visit = (child: Expression | undefined): void => {
    if (child !== undefined) bindExpression(binder, scope, child);
  };
  switch (node.kind) {
    case 'NumberLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'TypedLiteral':
    case 'IntervalLiteral':
      return;
    case 'ListLiteral':
      if (node.elementType !== undefined) bindType(binder, scope, node.elementType);
      return node.elements.forEach(visit);
    case 'StructLiteral':
      return node.fields.forEach((field) => visit(field.value));
    case 'TypedStruct':
      return bindTypedStruct(binder, scope, node);
    case 'Identifier':
      if (!referToFunctionValue(binder, scope, node)) reportUnknown(binder, scope, node);
      return;
    case 'Interpolation':
      return bindInterpolation(binder, scope, node);
    case 'BindParameter':
      return bindParameter(binder, scope, node);
    case 'AtName':
      return bindWord(binder, scope, node, `@${node.text}`);
    case 'Tuple':
      return node.elements.forEach(visit);
    case 'Unary':
    case 'IsNull':
    case 'IsTruth':
    case 'Extract':
      return visit(node.operand);
    case 'Cast':
      visit(node.operand);
      return bindType(binder, scope, node.type);
    case 'Binary':
    case 'IsDistinct':
      visit(node.left);
      return visit(node.right);
    case 'Pipe':
      return bindPipe(binder, scope, node);
    case 'Like':
      visit(node.operand);
      visit(node.pattern);
      return visit(node.escape);
    case 'Between':
      visit(node.operand);
      visit(node.low);
      return visit(node.high);
    case 'InList':
      visit(node.operand);
      return node.candidates.forEach(visit);
    case 'InQuery':
      visit(node.operand);
      return bindQuery(binder, scope, node.query);
    case 'InCollection':
      visit(node.operand);
      return visit(node.collection);
    case 'Quantified':
      visit(node.left);
      return bindQuery(binder, scope, node.query);
    case 'Exists':
    case 'Subquery':
      return bindQuery(binder, scope, node.query);
    case 'Case':
      visit(node.operand);
      for (const branch of node.branches) {
        visit(branch.condition);
        visit(branch.value);
      }
      return visit(node.otherwise);
    case 'Collate':
      return visit(node.operand);
    case 'AtTimeZone':
      visit(node.operand);
      return visit(node.zone);
    case 'Call':
      return bindCall(binder, scope, node);
    case 'Member':
      return visit(node.object);
    case 'Index':
      visit(node.object);
      return visit(node.index);
    case 'Slice':
      visit(node.object);
      visit(node.low);
      return visit(node.high);
    case 'Lambda':
      return bindLambda(binder, scope, node);
    case 'Match':
      return bindMatch(binder, scope, node);
    case 'Try':
      return bindTry(binder, scope, node);
    case 'CallExpression':
      return bindProcedureCall(binder, scope, node.call);
    case 'ChangeExpression':
      return bindDataChange(binder, scope, node.change);
    default:
      return assertNever(node);
  }
}

/** What follows an arrow. */
export function bindArmBody(binder: Binder, scope: Scope, body: ArmBody): void {
  switch (body.kind) {
    case 'Block':
      return bindBlock(binder, openScope(scope, 'block'), body);
    case 'Return':
    case 'Throw':
      return bindStatement(binder, scope, body);
    default:
      return bindExpression(binder, scope, body);
  }
}

/** `$1`, `$day` and `?` are locals of that spelling, given with the statement. */
function bindParameter(binder: Binder, scope: Scope, node: BindParameter): void {
  bindWord(
    binder,
    scope,
    node,
    node.position !== undefined ? `$${node.position}` : node.name !== undefined ? `$${node.name}` : '?',
  );
}

function bindWord(binder: Binder, scope: Scope, node: Expression, text: string): void {
  const { local } = findLocal(scope, text);
  if (local === null) reportUnknown(binder, scope, { kind: 'Identifier', span: node.span, text, quoted: false });
  else binder.meanings.set(node, { kind: 'local', local });
}

/** `xs |> f` may name a function without calling it. */
function bindPipe(binder: Binder, scope: Scope, node: Extract<Expression, { kind: 'Pipe' }>): void {
  bindExpression(binder, scope, node.left);
  bindExpression(binder, scope, node.right);
}

function bindLambda(binder: Binder, scope: Scope, node: Lambda): void {
  const inside = openScope(scope, 'lambda');
  for (const parameter of node.parameters) declare(binder, inside, parameter, 'lambda');
  bindArmBody(binder, inside, node.body);
  if (inside.assigned !== null) binder.assignedIn.set(node, inside.assigned);
}

function bindMatch(binder: Binder, scope: Scope, node: Match): void {
  bindExpression(binder, scope, node.subject);
  for (const arm of node.arms) {
    const inside = openScope(scope, 'block');
    for (const pattern of arm.patterns) bindPattern(binder, inside, pattern);
    if (arm.guard !== undefined) bindExpression(binder, inside, arm.guard);
    bindArmBody(binder, inside, arm.body);
  }
}

/** A bare name in a pattern is the local of that name, or makes one that holds the value. */
function bindPattern(binder: Binder, scope: Scope, pattern: Pattern): void {
  switch (pattern.kind) {
    case 'WildcardPattern':
      return;
    case 'ValuePattern':
      if (pattern.value.kind === 'Identifier' && findLocal(scope, pattern.value.text).local === null)
        makePatternLocal(binder, scope, pattern.value);
      else bindExpression(binder, scope, pattern.value);
      return;
    case 'RangePattern':
      bindExpression(binder, scope, pattern.low);
      return bindExpression(binder, scope, pattern.high);
    case 'StructPattern':
      return pattern.fields.forEach((field) => bindPattern(binder, scope, field.pattern));
    default:
      return assertNever(pattern);
  }
}

function makePatternLocal(binder: Binder, scope: Scope, name: Identifier): void {
  enter(binder, scope, name, name.text, name.span, 'pattern');
}

function bindTry(binder: Binder, scope: Scope, node: Try): void {
  if (node.body.kind === 'Block') bindBlock(binder, openScope(scope, 'block'), node.body);
  else bindExpression(binder, scope, node.body);
  const { handler } = node;
  switch (handler.kind) {
    case 'CatchValue':
      return bindExpression(binder, scope, handler.value);
    case 'CatchBlock': {
      const inside = openScope(scope, 'block');
      const { alias } = handler;
      if (alias !== undefined && findException(binder, alias.text) !== undefined)
        report(binder, 'PLG1120', { name: alias.text }, alias.span);
      if (alias !== undefined) declare(binder, inside, alias, 'exception');
      return bindBlock(binder, inside, handler.body);
    }
    case 'CatchArms':
      for (const arm of handler.arms) {
        if (arm.exception !== undefined) referToException(binder, arm.exception);
        const inside = openScope(scope, 'block');
        if (arm.alias !== undefined) declare(binder, inside, arm.alias, 'exception');
        bindArmBody(binder, inside, arm.body);
      }
      return;
    default:
      return assertNever(handler);
  }
}

function bindTypedStruct(binder: Binder, scope: Scope, node: TypedStruct): void {
  if (node.definition !== undefined) defineStruct(binder, scope, node, node.definition);
  const key = node.name.parts.at(-1)?.text.toLowerCase() ?? '';
  const struct = binder.structs.get(key) ?? storedStruct(binder, key);
  if (struct !== undefined) binder.meanings.set(node.name, { kind: 'struct', struct });
  else
    bindType(binder, scope, {
      kind: 'NamedType',
      span: node.name.span,
      name: node.name,
      parameters: [],
      typeArguments: [],
    });
  bindExpression(binder, scope, node.value);
}
