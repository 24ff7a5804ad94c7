import ts from 'typescript';

/*
 * The one place that touches `ts.factory`: small functions named after what they build. Names and property names are chosen by the compiler,
 * user text enters as string literals only. Operator precedence is the factory's business: it adds the parentheses.
 */

export type Expression = ts.Expression;
export type Statement = ts.Statement;
export type Operand = Expression | string | number;

const f = ts.factory;

const binaryOperators = {
  '+': ts.SyntaxKind.PlusToken, '-': ts.SyntaxKind.MinusToken, '*': ts.SyntaxKind.AsteriskToken, '/': ts.SyntaxKind.SlashToken, '%': ts.SyntaxKind.PercentToken,
  '**': ts.SyntaxKind.AsteriskAsteriskToken, '&': ts.SyntaxKind.AmpersandToken, '|': ts.SyntaxKind.BarToken, '^': ts.SyntaxKind.CaretToken,
  '<<': ts.SyntaxKind.LessThanLessThanToken, '>>': ts.SyntaxKind.GreaterThanGreaterThanToken, '>>>': ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  '<': ts.SyntaxKind.LessThanToken, '<=': ts.SyntaxKind.LessThanEqualsToken, '>': ts.SyntaxKind.GreaterThanToken, '>=': ts.SyntaxKind.GreaterThanEqualsToken,
  '===': ts.SyntaxKind.EqualsEqualsEqualsToken, '!==': ts.SyntaxKind.ExclamationEqualsEqualsToken, '&&': ts.SyntaxKind.AmpersandAmpersandToken,
  '||': ts.SyntaxKind.BarBarToken, '??': ts.SyntaxKind.QuestionQuestionToken,
} as const;

const assignmentOperators = {
  '=': ts.SyntaxKind.EqualsToken, '+=': ts.SyntaxKind.PlusEqualsToken, '-=': ts.SyntaxKind.MinusEqualsToken, '|=': ts.SyntaxKind.BarEqualsToken, '&=': ts.SyntaxKind.AmpersandEqualsToken,
} as const;

const unaryOperators = { '+': ts.SyntaxKind.PlusToken, '-': ts.SyntaxKind.MinusToken, '!': ts.SyntaxKind.ExclamationToken, '~': ts.SyntaxKind.TildeToken } as const;

export type BinaryOperator = keyof typeof binaryOperators;
export type AssignmentOperator = keyof typeof assignmentOperators;
export type UnaryOperator = keyof typeof unaryOperators;

/** An expression as it is; a string as an identifier; a number as a literal. */
export function expr(operand: Operand): Expression {
  return typeof operand === 'string' ? name(operand) : typeof operand === 'number' ? number(operand) : operand;
}

export function name(text: string): ts.Identifier {
  return f.createIdentifier(text);
}

/** Any double, negative ones, NaN, infinities and -0 included. */
export function number(value: number): Expression {
  if (Number.isNaN(value)) return name('NaN');
  if (value < 0 || Object.is(value, -0)) return f.createPrefixUnaryExpression(ts.SyntaxKind.MinusToken, number(-value));
  return value === Infinity ? name('Infinity') : f.createNumericLiteral(value);
}

export function bigint(value: bigint): Expression {
  return value < 0n ? f.createPrefixUnaryExpression(ts.SyntaxKind.MinusToken, bigint(-value)) : f.createBigIntLiteral(`${value}n`);
}

export function string(value: string): Expression {
  return f.createStringLiteral(value, true);
}

export function boolean(value: boolean): Expression {
  return value ? f.createTrue() : f.createFalse();
}

export function nothing(): Expression {
  return f.createNull();
}

export function binary(left: Operand, operator: BinaryOperator, right: Operand): Expression {
  return f.createBinaryExpression(expr(left), binaryOperators[operator], expr(right));
}

export function unary(operator: UnaryOperator, operand: Operand): Expression {
  return f.createPrefixUnaryExpression(unaryOperators[operator], expr(operand));
}

export function conditional(test: Operand, then: Operand, otherwise: Operand): Expression {
  return f.createConditionalExpression(expr(test), undefined, expr(then), undefined, expr(otherwise));
}

export function call(callee: Operand, ...args: Operand[]): Expression {
  return f.createCallExpression(expr(callee), undefined, args.map(expr));
}

/** `object.method(args)`; the method's name is the compiler's, never a user's. */
export function method(object: Operand, method: string, ...args: Operand[]): Expression {
  return call(member(object, method), ...args);
}

export function member(object: Operand, property: string): Expression {
  return f.createPropertyAccessExpression(expr(object), property);
}

export function at(object: Operand, index: Operand): Expression {
  return f.createElementAccessExpression(expr(object), expr(index));
}

export function construct(className: string, ...args: Operand[]): Expression {
  return f.createNewExpression(name(className), undefined, args.map(expr));
}

export function array(items: readonly Operand[]): Expression {
  return f.createArrayLiteralExpression(items.map(expr), false);
}

export function object(properties: Readonly<Record<string, Operand>>): Expression {
  return f.createObjectLiteralExpression(
    Object.entries(properties).map(([key, value]) =>
      typeof value === 'string' && value === key ? f.createShorthandPropertyAssignment(key) : f.createPropertyAssignment(/^[A-Za-z_$][\w$]*$/.test(key) ? key : f.createStringLiteral(key, true), expr(value)),
    ),
    false,
  );
}

export function arrow(parameters: readonly string[], body: Expression | readonly Statement[]): Expression {
  const concise = Array.isArray(body) ? f.createBlock(body as readonly Statement[], true) : (body as Expression);
  return f.createArrowFunction(undefined, undefined, parameters.map((p) => parameter(p)), undefined, f.createToken(ts.SyntaxKind.EqualsGreaterThanToken), concise);
}

export function parenthesized(inner: Operand): Expression {
  return f.createParenthesizedExpression(expr(inner));
}

// Statements

export function constant(variable: string, value: Operand): Statement {
  return declare(variable, value, ts.NodeFlags.Const);
}

export function variable(variable: string, value?: Operand): Statement {
  return declare(variable, value, ts.NodeFlags.Let);
}

function declare(variable: string, value: Operand | undefined, flags: ts.NodeFlags): Statement {
  const declaration = f.createVariableDeclaration(variable, undefined, undefined, value === undefined ? undefined : expr(value));
  return f.createVariableStatement(undefined, f.createVariableDeclarationList([declaration], flags));
}

/** `const { a, b } = value`. */
export function destructure(names: readonly string[], value: Operand): Statement {
  const pattern = f.createObjectBindingPattern(names.map((n) => f.createBindingElement(undefined, undefined, n)));
  return f.createVariableStatement(undefined, f.createVariableDeclarationList([f.createVariableDeclaration(pattern, undefined, undefined, expr(value))], ts.NodeFlags.Const));
}

export function assign(target: Operand, value: Operand, operator: AssignmentOperator = '='): Statement {
  return run(assignment(target, value, operator));
}

export function assignment(target: Operand, value: Operand, operator: AssignmentOperator = '='): Expression {
  return f.createBinaryExpression(expr(target), assignmentOperators[operator], expr(value));
}

export function increment(target: Operand): Statement {
  return run(f.createPostfixIncrement(expr(target)));
}

export function run(expression: Operand): Statement {
  return f.createExpressionStatement(expr(expression));
}

export function returns(value?: Operand): Statement {
  return f.createReturnStatement(value === undefined ? undefined : expr(value));
}

export function throws(value: Operand): Statement {
  return f.createThrowStatement(expr(value));
}

export function when(test: Operand, then: readonly Statement[], otherwise?: readonly Statement[]): Statement {
  const rest = otherwise === undefined || otherwise.length === 0 ? undefined : otherwise.length === 1 && ts.isIfStatement(otherwise[0]!) ? otherwise[0] : block(otherwise);
  return f.createIfStatement(expr(test), block(then), rest);
}

export function block(statements: readonly Statement[]): ts.Block {
  return f.createBlock(statements, true);
}

/** `for (let index = from; index < to; index++)`, or by `step`. */
export function loop(index: string, from: Operand, to: Operand, body: readonly Statement[], step?: Operand): Statement {
  const start = f.createVariableDeclarationList([f.createVariableDeclaration(index, undefined, undefined, expr(from))], ts.NodeFlags.Let);
  const next = step === undefined ? f.createPostfixIncrement(name(index)) : assignment(index, step, '+=');
  return f.createForStatement(start, binary(index, '<', to), next, block(body));
}

export function loopOf(variable: string, values: Operand, body: readonly Statement[]): Statement {
  const declaration = f.createVariableDeclarationList([f.createVariableDeclaration(variable)], ts.NodeFlags.Const);
  return f.createForOfStatement(undefined, declaration, expr(values), block(body));
}

export function repeat(test: Operand, body: readonly Statement[]): Statement {
  return f.createWhileStatement(expr(test), block(body));
}

export function labelled(label: string, statement: Statement): Statement {
  return f.createLabeledStatement(label, statement);
}

export function leave(label?: string): Statement {
  return f.createBreakStatement(label);
}

export function next(label?: string): Statement {
  return f.createContinueStatement(label);
}

/** `try { … } catch (error) { … } finally { … }`; either tail may be left out. */
export function attempt(body: readonly Statement[], handler: { readonly error: string; readonly body: readonly Statement[] } | null, last: readonly Statement[] | null = null): Statement {
  const clause = handler === null ? undefined : f.createCatchClause(handler.error, block(handler.body));
  return f.createTryStatement(block(body), clause, last === null ? undefined : block(last));
}

// Declarations

/** A parameter; a type annotation is for readers, it is dropped when JavaScript is printed. */
export function parameter(parameterName: string, typeName?: string): ts.ParameterDeclaration {
  return f.createParameterDeclaration(undefined, undefined, parameterName, undefined, typeName === undefined ? undefined : f.createTypeReferenceNode(typeName));
}

export function func(functionName: string, parameters: readonly ts.ParameterDeclaration[], body: readonly Statement[]): ts.FunctionDeclaration {
  return f.createFunctionDeclaration(undefined, undefined, functionName, undefined, parameters, undefined, block(body));
}

export function imports(names: readonly string[], from: string): Statement {
  const specifiers = names.map((n) => f.createImportSpecifier(false, undefined, name(n)));
  return f.createImportDeclaration(undefined, f.createImportClause(undefined, undefined, f.createNamedImports(specifiers)), string(from));
}

export function exports(names: readonly string[]): Statement {
  return f.createExportDeclaration(undefined, false, f.createNamedExports(names.map((n) => f.createExportSpecifier(false, undefined, n))));
}

export function sourceFile(statements: readonly Statement[]): ts.SourceFile {
  return f.createSourceFile(statements, f.createToken(ts.SyntaxKind.EndOfFileToken), ts.NodeFlags.None);
}

// Notes for readers and maps

/** Puts `// text` above a statement. Whatever could end the comment is taken out. */
export function comment<T extends ts.Node>(node: T, text: string): T {
  return ts.addSyntheticLeadingComment(node, ts.SyntaxKind.SingleLineCommentTrivia, ` ${text.replace(/[\r\n\u2028\u2029]+/g, ' ')}`, true);
}

/** Puts a JSDoc line above a declaration. */
export function documented<T extends ts.Node>(node: T, text: string): T {
  return ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, `* ${text.replace(/[\r\n\u2028\u2029]+/g, ' ').replaceAll('*/', '* /')} `, true);
}

/** Ties a node to the place in the source that it came from. */
export function spanned<T extends ts.Node>(node: T, source: ts.SourceMapSource, span: { readonly start: number; readonly end: number }): T {
  return ts.setSourceMapRange(node, { pos: span.start, end: span.end, source });
}

/** Whether an expression is a numeric literal, with a sign or without. */
export function isNumber(expression: Expression): boolean {
  return ts.isNumericLiteral(expression) || (ts.isPrefixUnaryExpression(expression) && ts.isNumericLiteral(expression.operand));
}

/** Whether an expression is a name or a literal: evaluating it again costs nothing. */
export function isTrivial(expression: Expression): boolean {
  return ts.isIdentifier(expression) || isNumber(expression) || ts.isStringLiteral(expression) || ts.isBigIntLiteral(expression) || expression.kind === ts.SyntaxKind.NullKeyword || expression.kind === ts.SyntaxKind.TrueKeyword || expression.kind === ts.SyntaxKind.FalseKeyword;
}

/** The value of an integer literal such as a flag that is known, otherwise `null`. */
export function literalNumber(expression: Expression): number | null {
  return ts.isNumericLiteral(expression) ? Number(expression.text) : null;
}

/** Whether a statement only names the result of arithmetic and comparisons: no call, nothing that could raise, cheaper than a branch around it. */
export function isCheap(statement: Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const plain = (node: ts.Node): boolean => !ts.isCallExpression(node) && !ts.isNewExpression(node) && !ts.isConditionalExpression(node) && !ts.forEachChild(node, (child) => !plain(child) || undefined);
  return plain(statement);
}

/** Plain data (what JSON can carry) as a literal. */
export function data(value: unknown): Expression {
  if (value === null || value === undefined) return nothing();
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return boolean(value);
  if (Array.isArray(value)) return array(value.map(data));
  return object(Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, data(each)])));
}

/** Whether an expression is a plain name. */
export function isName(expression: Expression): expression is ts.Identifier {
  return ts.isIdentifier(expression);
}

/** `(a, b, c)`: all are evaluated, the last is the value. */
export function sequence(expressions: readonly Operand[]): Expression {
  return parenthesized(expressions.map(expr).reduce((a, c) => f.createBinaryExpression(a, ts.SyntaxKind.CommaToken, c)));
}

/** The text of a string literal, otherwise `null`. */
export function literalText(expression: Expression): string | null {
  return ts.isStringLiteral(expression) ? expression.text : null;
}

/** `object.key`, or `object['key']` where the key is no plain name. Keys begin with `$`, so that a user's field never names anything of JavaScript's. */
export function property(object: Operand, key: `$${string}`): Expression {
  return /^\$[\w$]*$/.test(key) ? f.createPropertyAccessExpression(expr(object), key) : f.createElementAccessExpression(expr(object), string(key));
}

/** `let a, b, c;` */
export function variables(names: readonly string[]): Statement {
  return f.createVariableStatement(undefined, f.createVariableDeclarationList(names.map((each) => f.createVariableDeclaration(each)), ts.NodeFlags.Let));
}

/** `if (test) statement`, on one line. */
export function guard(test: Operand, statement: Statement): Statement {
  return f.createIfStatement(expr(test), statement);
}

/** `name--` */
export function postDecrement(operand: string): Expression {
  return f.createPostfixDecrement(name(operand));
}

/** `name++` */
export function postIncrement(operand: string): Expression {
  return f.createPostfixIncrement(name(operand));
}

/** `import * as name from 'from'` */
export function importAll(local: string, from: string): Statement {
  return f.createImportDeclaration(undefined, f.createImportClause(undefined, undefined, f.createNamespaceImport(name(local))), string(from));
}

/** `import { there as here } from 'from'`, by pairs. */
export function importAs(names: readonly (readonly [there: string, here: string])[], from: string): Statement {
  const specifiers = names.map(([there, here]) => f.createImportSpecifier(false, name(there), name(here)));
  return f.createImportDeclaration(undefined, f.createImportClause(undefined, undefined, f.createNamedImports(specifiers)), string(from));
}
