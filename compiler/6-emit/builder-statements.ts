import type ts from 'typescript';
import { lazy } from '../source/lazy.ts';
import { binary, expr, name, string, type Operand, type Statement, type Expression } from './builder-expressions.ts';
import { typescript } from './typescript.ts';

const f = (): ts.NodeFactory => typescript().factory;

const assignmentOperators = lazy(() => {
  const { SyntaxKind } = typescript();
  return {
    '=': SyntaxKind.EqualsToken,
    '+=': SyntaxKind.PlusEqualsToken,
    '-=': SyntaxKind.MinusEqualsToken,
    '|=': SyntaxKind.BarEqualsToken,
    '&=': SyntaxKind.AmpersandEqualsToken,
  } as const;
});

export type AssignmentOperator = keyof ReturnType<typeof assignmentOperators>;

export function constant(variable: string, value: Operand): Statement {
  return declare(variable, value, typescript().NodeFlags.Const);
}

export function variable(variable: string, value?: Operand): Statement {
  return declare(variable, value, typescript().NodeFlags.Let);
}

function declare(variable: string, value: Operand | undefined, flags: ts.NodeFlags): Statement {
  const declaration = f().createVariableDeclaration(
    variable,
    undefined,
    undefined,
    value === undefined ? undefined : expr(value),
  );
  return f().createVariableStatement(undefined, f().createVariableDeclarationList([declaration], flags));
}

/** `const { a, b } = value`. */
export function destructure(names: readonly string[], value: Operand): Statement {
  const pattern = f().createObjectBindingPattern(names.map((n) => f().createBindingElement(undefined, undefined, n)));
  return f().createVariableStatement(
    undefined,
    f().createVariableDeclarationList(
      [f().createVariableDeclaration(pattern, undefined, undefined, expr(value))],
      typescript().NodeFlags.Const,
    ),
  );
}

export function assign(target: Operand, value: Operand, operator: AssignmentOperator = '='): Statement {
  return run(assignment(target, value, operator));
}

export function assignment(target: Operand, value: Operand, operator: AssignmentOperator = '='): Expression {
  return f().createBinaryExpression(expr(target), assignmentOperators()[operator], expr(value));
}

export function increment(target: Operand): Statement {
  return run(f().createPostfixIncrement(expr(target)));
}

export function run(expression: Operand): Statement {
  return f().createExpressionStatement(expr(expression));
}

export function returns(value?: Operand): Statement {
  return f().createReturnStatement(value === undefined ? undefined : expr(value));
}

export function throws(value: Operand): Statement {
  return f().createThrowStatement(expr(value));
}

export function when(test: Operand, then: readonly Statement[], otherwise?: readonly Statement[]): Statement {
  const rest =
    otherwise === undefined || otherwise.length === 0
      ? undefined
      : otherwise.length === 1 && typescript().isIfStatement(otherwise[0]!)
        ? otherwise[0]
        : block(otherwise);
  return f().createIfStatement(expr(test), block(then), rest);
}

export function block(statements: readonly Statement[]): ts.Block {
  return f().createBlock(statements, true);
}

/** `for (let index = from; index < to; index++)`, or by `step`. */
export function loop(index: string, from: Operand, to: Operand, body: readonly Statement[], step?: Operand): Statement {
  const start = f().createVariableDeclarationList(
    [f().createVariableDeclaration(index, undefined, undefined, expr(from))],
    typescript().NodeFlags.Let,
  );
  const next = step === undefined ? f().createPostfixIncrement(name(index)) : assignment(index, step, '+=');
  return f().createForStatement(start, binary(index, '<', to), next, block(body));
}

export function loopOf(variable: string, values: Operand, body: readonly Statement[]): Statement {
  const declaration = f().createVariableDeclarationList(
    [f().createVariableDeclaration(variable)],
    typescript().NodeFlags.Const,
  );
  return f().createForOfStatement(undefined, declaration, expr(values), block(body));
}

export function repeat(test: Operand, body: readonly Statement[]): Statement {
  return f().createWhileStatement(expr(test), block(body));
}

export function labelled(label: string, statement: Statement): Statement {
  return f().createLabeledStatement(label, statement);
}

export function leave(label?: string): Statement {
  return f().createBreakStatement(label);
}

export function next(label?: string): Statement {
  return f().createContinueStatement(label);
}

/** `try { … } catch (error) { … } finally { … }`; either tail may be left out. */
export function attempt(
  body: readonly Statement[],
  handler: { readonly error: string; readonly body: readonly Statement[] } | null,
  last: readonly Statement[] | null = null,
): Statement {
  const clause = handler === null ? undefined : f().createCatchClause(handler.error, block(handler.body));
  return f().createTryStatement(block(body), clause, last === null ? undefined : block(last));
}

// Declarations

export function arrow(parameters: readonly string[], body: Expression | readonly Statement[]): Expression {
  const concise = Array.isArray(body) ? f().createBlock(body as readonly Statement[], true) : (body as Expression);
  return f().createArrowFunction(
    undefined,
    undefined,
    parameters.map((p) => parameter(p)),
    undefined,
    f().createToken(typescript().SyntaxKind.EqualsGreaterThanToken),
    concise,
  );
}

/** A parameter; a type annotation is for readers, it is dropped when JavaScript is printed. */
export function parameter(parameterName: string, typeName?: string): ts.ParameterDeclaration {
  return f().createParameterDeclaration(
    undefined,
    undefined,
    parameterName,
    undefined,
    typeName === undefined ? undefined : f().createTypeReferenceNode(typeName),
  );
}

export function func(
  functionName: string,
  parameters: readonly ts.ParameterDeclaration[],
  body: readonly Statement[],
): ts.FunctionDeclaration {
  return f().createFunctionDeclaration(
    undefined,
    undefined,
    functionName,
    undefined,
    parameters,
    undefined,
    block(body),
  );
}

export function imports(names: readonly string[], from: string): Statement {
  const specifiers = names.map((n) => f().createImportSpecifier(false, undefined, name(n)));
  return f().createImportDeclaration(
    undefined,
    f().createImportClause(undefined, undefined, f().createNamedImports(specifiers)),
    string(from),
  );
}

export function exports(names: readonly string[]): Statement {
  return f().createExportDeclaration(
    undefined,
    false,
    f().createNamedExports(names.map((n) => f().createExportSpecifier(false, undefined, n))),
  );
}

export function sourceFile(statements: readonly Statement[]): ts.SourceFile {
  return f().createSourceFile(
    statements,
    f().createToken(typescript().SyntaxKind.EndOfFileToken),
    typescript().NodeFlags.None,
  );
}

// Notes for readers and maps

/** Puts `// text` above a statement. Whatever could end the comment is taken out. */
export function comment<T extends ts.Node>(node: T, text: string): T {
  return typescript().addSyntheticLeadingComment(
    node,
    typescript().SyntaxKind.SingleLineCommentTrivia,
    ` ${text.replace(/[\r\n\u2028\u2029]+/g, ' ')}`,
    true,
  );
}

/** Puts a JSDoc line above a declaration. */
export function documented<T extends ts.Node>(node: T, text: string): T {
  return typescript().addSyntheticLeadingComment(
    node,
    typescript().SyntaxKind.MultiLineCommentTrivia,
    `* ${text.replace(/[\r\n\u2028\u2029]+/g, ' ').replaceAll('*/', '* /')} `,
    true,
  );
}

/** Ties a node to the place in the source that it came from. */
export function spanned<T extends ts.Node>(
  node: T,
  source: ts.SourceMapSource,
  span: { readonly start: number; readonly end: number },
): T {
  return typescript().setSourceMapRange(node, { pos: span.start, end: span.end, source });
}
