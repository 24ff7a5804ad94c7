/** What holds many values: typed arrays and hash tables. */
const CONTAINERS = [
  'Uint8Array',
  'Int8Array',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Float64Array',
  'BigInt64Array',
  'Map',
  'Set',
] as const;

/** Globals of JavaScript that emitted code may name. Everything else it names is its own. */
export const GLOBALS = new Set(['undefined', 'NaN', 'Infinity', 'Math', 'Number', 'String', 'BigInt', ...CONTAINERS]);

/** What may be called or read of a global by name. */
export const MEMBERS_OF_GLOBALS: Readonly<Record<string, ReadonlySet<string>>> = {
  Math: new Set([
    'abs',
    'ceil',
    'floor',
    'fround',
    'imul',
    'log2',
    'max',
    'min',
    'round',
    'sign',
    'sqrt',
    'trunc',
    'clz32',
  ]),
  Number: new Set(['isInteger', 'isSafeInteger', 'isNaN', 'isFinite']),
  BigInt: new Set(['asIntN', 'asUintN']),
  Uint8Array: new Set(['from']),
  String: new Set([]),
};

/** Names that lead from a value to the machine behind it. */
export const FORBIDDEN = new Set([
  'constructor',
  'prototype',
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'apply',
  'bind',
  'caller',
  'callee',
  'arguments',
  'toString',
  'valueOf',
  'toLocaleString',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
]);

/** The properties that routines and statements read, beside struct fields (`$…`) and members of the abi. */
export const READ = new Set(['length', 'columns', 'start', 'call']);

/** Kinds of nodes that emitted code is made of. Classes, generators, `with`, `this`, templates, regular expressions and the rest are none of them. */
export const KINDS = new Set([
  'Program',
  'ImportDeclaration',
  'ImportSpecifier',
  'ImportNamespaceSpecifier',
  'ExportNamedDeclaration',
  'ExportSpecifier',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'VariableDeclaration',
  'VariableDeclarator',
  'BlockStatement',
  'ExpressionStatement',
  'ReturnStatement',
  'IfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
  'ForOfStatement',
  'BreakStatement',
  'ContinueStatement',
  'LabeledStatement',
  'ThrowStatement',
  'TryStatement',
  'CatchClause',
  'SwitchStatement',
  'SwitchCase',
  'EmptyStatement',
  'Identifier',
  'Literal',
  'ArrayExpression',
  'ObjectExpression',
  'Property',
  'UnaryExpression',
  'UpdateExpression',
  'BinaryExpression',
  'LogicalExpression',
  'AssignmentExpression',
  'ConditionalExpression',
  'CallExpression',
  'NewExpression',
  'MemberExpression',
  'SequenceExpression',
  'ParenthesizedExpression',
  'ObjectPattern',
  'SpreadElement',
  'RestElement',
  'ArrayPattern',
]);

/** Kinds of nodes that kernels alone are made of: in a module they would read properties by any name, or make what is no value. */
export const KERNEL_KINDS = new Set(['ObjectPattern', 'ArrayPattern', 'RestElement', 'SpreadElement', 'NewExpression']);

/** Types that may be made with `new`. */
export const MADE = new Set([...CONTAINERS, 'Array']);
