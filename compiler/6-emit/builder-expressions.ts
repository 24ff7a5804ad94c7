import type ts from 'typescript';
import { lazy } from '../source/lazy.ts';
import { typescript } from './typescript.ts';

export type Expression = ts.Expression;
export type Statement = ts.Statement;
export type Operand = Expression | string | number;

const f = (): ts.NodeFactory => typescript().factory;

const binaryOperators = lazy(() => {
  const { SyntaxKind } = typescript();
  return {
    '+': SyntaxKind.PlusToken,
    '-': SyntaxKind.MinusToken,
    '*': SyntaxKind.AsteriskToken,
    '/': SyntaxKind.SlashToken,
    '%': SyntaxKind.PercentToken,
    '**': SyntaxKind.AsteriskAsteriskToken,
    '&': SyntaxKind.AmpersandToken,
    '|': SyntaxKind.BarToken,
    '^': SyntaxKind.CaretToken,
    '<<': SyntaxKind.LessThanLessThanToken,
    '>>': SyntaxKind.GreaterThanGreaterThanToken,
    '>>>': SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
    '<': SyntaxKind.LessThanToken,
    '<=': SyntaxKind.LessThanEqualsToken,
    '>': SyntaxKind.GreaterThanToken,
    '>=': SyntaxKind.GreaterThanEqualsToken,
    '===': SyntaxKind.EqualsEqualsEqualsToken,
    '!==': SyntaxKind.ExclamationEqualsEqualsToken,
    '&&': SyntaxKind.AmpersandAmpersandToken,
    '||': SyntaxKind.BarBarToken,
    '??': SyntaxKind.QuestionQuestionToken,
  } as const;
});

const unaryOperators = lazy(() => {
  const { SyntaxKind } = typescript();
  return {
    '+': SyntaxKind.PlusToken,
    '-': SyntaxKind.MinusToken,
    '!': SyntaxKind.ExclamationToken,
    '~': SyntaxKind.TildeToken,
  } as const;
});

export type BinaryOperator = keyof ReturnType<typeof binaryOperators>;
export type UnaryOperator = keyof ReturnType<typeof unaryOperators>;

/** An expression as it is; a string as an identifier; a number as a literal. */
export function expr(operand: Operand): Expression {
  return typeof operand === 'string' ? name(operand) : typeof operand === 'number' ? number(operand) : operand;
}

export function name(text: string): ts.Identifier {
  return f().createIdentifier(text);
}

/** Any double, negative ones, NaN, infinities and -0 included. */
export function number(value: number): Expression {
  if (Number.isNaN(value)) return name('NaN');
  if (value < 0 || Object.is(value, -0))
    return f().createPrefixUnaryExpression(typescript().SyntaxKind.MinusToken, number(-value));
  return value === Infinity ? name('Infinity') : f().createNumericLiteral(value);
}

export function bigint(value: bigint): Expression {
  return value < 0n
    ? f().createPrefixUnaryExpression(typescript().SyntaxKind.MinusToken, bigint(-value))
    : f().createBigIntLiteral(`${value}n`);
}

export function string(value: string): Expression {
  return f().createStringLiteral(value, true);
}

export function boolean(value: boolean): Expression {
  return value ? f().createTrue() : f().createFalse();
}

export function nothing(): Expression {
  return f().createNull();
}

export function binary(left: Operand, operator: BinaryOperator, right: Operand): Expression {
  return f().createBinaryExpression(expr(left), binaryOperators()[operator], expr(right));
}

export function unary(operator: UnaryOperator, operand: Operand): Expression {
  return f().createPrefixUnaryExpression(unaryOperators()[operator], expr(operand));
}

export function conditional(test: Operand, then: Operand, otherwise: Operand): Expression {
  return f().createConditionalExpression(expr(test), undefined, expr(then), undefined, expr(otherwise));
}

export function call(callee: Operand, ...args: Operand[]): Expression {
  return f().createCallExpression(expr(callee), undefined, args.map(expr));
}

/** `object.method(args)`; the method's name is the compiler's, never a user's. */
export function method(object: Operand, method: string, ...args: Operand[]): Expression {
  return call(member(object, method), ...args);
}

export function member(object: Operand, property: string): Expression {
  return f().createPropertyAccessExpression(expr(object), property);
}

export function at(object: Operand, index: Operand): Expression {
  return f().createElementAccessExpression(expr(object), expr(index));
}

export function construct(className: string, ...args: Operand[]): Expression {
  return f().createNewExpression(name(className), undefined, args.map(expr));
}

export function array(items: readonly Operand[]): Expression {
  return f().createArrayLiteralExpression(items.map(expr), false);
}

export function object(properties: Readonly<Record<string, Operand>>): Expression {
  return f().createObjectLiteralExpression(
    Object.entries(properties).map(([key, value]) =>
      typeof value === 'string' && value === key
        ? f().createShorthandPropertyAssignment(key)
        : f().createPropertyAssignment(
            /^[A-Za-z_$][\w$]*$/.test(key) ? key : f().createStringLiteral(key, true),
            expr(value),
          ),
    ),
    false,
  );
}

export function parenthesized(inner: Operand): Expression {
  return f().createParenthesizedExpression(expr(inner));
}

/** Whether an expression is a numeric literal, with a sign or without. */
export function isNumber(expression: Expression): boolean {
  return (
    typescript().isNumericLiteral(expression) ||
    (typescript().isPrefixUnaryExpression(expression) && typescript().isNumericLiteral(expression.operand))
  );
}

/** Whether an expression is a name or a literal: evaluating it again costs nothing. */
export function isTrivial(expression: Expression): boolean {
  return (
    typescript().isIdentifier(expression) ||
    isNumber(expression) ||
    typescript().isStringLiteral(expression) ||
    typescript().isBigIntLiteral(expression) ||
    expression.kind === typescript().SyntaxKind.NullKeyword ||
    expression.kind === typescript().SyntaxKind.TrueKeyword ||
    expression.kind === typescript().SyntaxKind.FalseKeyword
  );
}

/** The value of an integer literal such as a flag that is known, otherwise `null`. */
export function literalNumber(expression: Expression): number | null {
  return typescript().isNumericLiteral(expression) ? Number(expression.text) : null;
}

/** Whether a statement only names the result of arithmetic and comparisons: no call, nothing that could raise, cheaper than a branch around it. */
export function isCheap(statement: Statement): boolean {
  if (!typescript().isVariableStatement(statement)) return false;
  const plain = (node: ts.Node): boolean =>
    !typescript().isCallExpression(node) &&
    !typescript().isNewExpression(node) &&
    !typescript().isConditionalExpression(node) &&
    !typescript().forEachChild(node, (child) => !plain(child) || undefined);
  return plain(statement);
}

/** Plain data (what JSON can carry) as a literal. */
export function data(value: unknown): Expression {
  if (value === null || value === undefined) return nothing();
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return boolean(value);
  if (Array.isArray(value)) return array(value.map(data));
  return object(
    Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [key, data(each)]),
    ),
  );
}

/** Whether an expression is a plain name. */
export function isName(expression: Expression): expression is ts.Identifier {
  return typescript().isIdentifier(expression);
}

/** `(a, b, c)`: all are evaluated, the last is the value. */
export function sequence(expressions: readonly Operand[]): Expression {
  return parenthesized(
    expressions.map(expr).reduce((a, c) => f().createBinaryExpression(a, typescript().SyntaxKind.CommaToken, c)),
  );
}

/** The text of a string literal, otherwise `null`. */
export function literalText(expression: Expression): string | null {
  return typescript().isStringLiteral(expression) ? expression.text : null;
}

/** `object.key`, or `object['key']` where the key is no plain name. Keys begin with `$`, so that a user's field never names anything of JavaScript's. */
export function property(object: Operand, key: `$${string}`): Expression {
  return /^\$[\w$]*$/.test(key)
    ? f().createPropertyAccessExpression(expr(object), key)
    : f().createElementAccessExpression(expr(object), string(key));
}

/** `let a, b, c;` */
export function variables(names: readonly string[]): Statement {
  return f().createVariableStatement(
    undefined,
    f().createVariableDeclarationList(
      names.map((each) => f().createVariableDeclaration(each)),
      typescript().NodeFlags.Let,
    ),
  );
}

/** `if (test) statement`, on one line. */
export function guard(test: Operand, statement: Statement): Statement {
  return f().createIfStatement(expr(test), statement);
}

/** `name--` */
export function postDecrement(operand: string): Expression {
  return f().createPostfixDecrement(name(operand));
}

/** `name++` */
export function postIncrement(operand: string): Expression {
  return f().createPostfixIncrement(name(operand));
}

/** `import * as name from 'from'` */
export function importAll(local: string, from: string): Statement {
  return f().createImportDeclaration(
    undefined,
    f().createImportClause(undefined, undefined, f().createNamespaceImport(name(local))),
    string(from),
  );
}

/** `import { there as here } from 'from'`, by pairs. */
export function importAs(names: readonly (readonly [there: string, here: string])[], from: string): Statement {
  const specifiers = names.map(([there, here]) => f().createImportSpecifier(false, name(there), name(here)));
  return f().createImportDeclaration(
    undefined,
    f().createImportClause(undefined, undefined, f().createNamedImports(specifiers)),
    string(from),
  );
}
