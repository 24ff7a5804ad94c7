import { parse } from 'acorn';
import type {
  AnyNode,
  Expression,
  Identifier,
  Literal,
  MemberExpression,
  Pattern,
  Program,
  PrivateIdentifier,
  Super,
} from 'acorn';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { FORBIDDEN, GLOBALS, KERNEL_KINDS, KINDS, MADE, MEMBERS_OF_GLOBALS, READ } from './closed-world.ts';
import { childrenOf, declaredNames } from './syntax-walk.ts';

/**
 * What a module is. A `module` of routines or statements carries users' names and values: it reads listed properties only, and elements at loop counters.
 * A `kernel` is made of a plan in this process and never stored; its indexes are whatever its loops compute.
 */
export type ModuleKind = 'module' | 'kernel';

/**
 * Proves that a module is a closed world: it imports the abi and functions of other modules and nothing else, names only its own variables and a fixed list of
 * globals, and reads no property that leads out. What it finds is a `ForbiddenCode`. `name` is the module's in messages.
 */
export function verify(code: string, name: string, kind: ModuleKind): void {
  let program: Program;
  try {
    program = parse(code, { ecmaVersion: 2025, sourceType: 'module' });
  } catch (error) {
    throw forbidden(name, `text that is no JavaScript (${(error as Error).message})`);
  }
  program.body.forEach((statement, i) => {
    if (statement.type === 'ImportDeclaration' && i > 0 && program.body[i - 1]!.type !== 'ImportDeclaration')
      throw forbidden(name, 'an import behind other statements');
    if (statement.type === 'ExportNamedDeclaration' && i !== program.body.length - 1)
      throw forbidden(name, 'an export before other statements');
  });
  checkNode({ name, kind }, program, { names: new Set(), counters: new Set() });
}

interface Checked {
  readonly name: string;
  readonly kind: ModuleKind;
}

/** Variables that are visible, and those among them that count a loop: numbers, whatever happens. */
interface Scope {
  readonly names: ReadonlySet<string>;
  readonly counters: ReadonlySet<string>;
}

function checkNode(module: Checked, node: AnyNode, outer: Scope): void {
  if (!KINDS.has(node.type) || (module.kind === 'module' && KERNEL_KINDS.has(node.type)))
    throw forbidden(module.name, `a ${node.type}`);
  const scope = withNames(outer, declaredNames(node), node);
  checkOne(module, node, scope);
  for (const { node: child, reference } of childrenOf(node)) {
    if (child.type === 'Identifier') {
      if (reference) checkReference(module, child, scope);
    } else checkNode(module, child, scope);
  }
}

function withNames(outer: Scope, names: readonly string[], node: AnyNode): Scope {
  if (names.length === 0) return outer;
  const counter = node.type === 'ForStatement' ? counterOf(node) : null;
  const counters = new Set([...outer.counters].filter((each) => !names.includes(each)));
  return { names: new Set([...outer.names, ...names]), counters: counter === null ? counters : counters.add(counter) };
}

/** The counter of `for (let i = <number>; …; i++)`, when nothing else assigns it. */
function counterOf({ init, update, body }: AnyNode & { readonly type: 'ForStatement' }): string | null {
  if (init?.type !== 'VariableDeclaration' || init.declarations.length !== 1 || update?.type !== 'UpdateExpression')
    return null;
  const { id, init: start } = init.declarations[0]!;
  if (
    id.type !== 'Identifier' ||
    update.argument.type !== 'Identifier' ||
    update.argument.name !== id.name ||
    !startsAsNumber(start)
  )
    return null;
  return assigns(body, id.name) ? null : id.name;
}

function startsAsNumber(start: AnyNode | null | undefined): boolean {
  if (start?.type === 'UnaryExpression') return start.operator === '-' && startsAsNumber(start.argument);
  if (start?.type === 'CallExpression') {
    const { callee } = start;
    return (
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === 'abi' &&
      callee.property.type === 'Identifier' &&
      callee.property.name === 'bound'
    );
  }
  return start?.type === 'Literal' && typeof start.value === 'number';
}

function assigns(node: AnyNode, name: string): boolean {
  const target =
    node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
  if (target?.type === 'Identifier' && target.name === name) return true;
  return childrenOf(node).some((child) => assigns(child.node, name));
}

function checkReference(module: Checked, { name }: Identifier, { names }: Scope): void {
  if (!names.has(name) && !GLOBALS.has(name))
    throw forbidden(module.name, `the name \`${name}\`, which it does not declare`);
}

function checkOne({ name: module, kind }: Checked, node: AnyNode, scope: Scope): void {
  switch (node.type) {
    case 'ImportDeclaration': {
      const from = String(node.source.value);
      if (!/^gobi:(abi$|function:)/.test(from)) throw forbidden(module, `an import of '${from}'`);
      return;
    }
    case 'ExportNamedDeclaration':
      if (node.source !== null || node.declaration !== null)
        throw forbidden(module, 'an export of something else than its functions');
      return;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async || node.generator === true) throw forbidden(module, 'an async function or generator');
      return;
    case 'Literal':
      if ('regex' in node && node.regex !== undefined) throw forbidden(module, 'a regular expression');
      return;
    case 'Property':
      checkKey(module, node.key, node.computed);
      if (node.kind !== 'init' || node.method) throw forbidden(module, 'a getter, setter or method');
      return;
    case 'MemberExpression':
      checkMember(module, kind, node, scope);
      return;
    case 'NewExpression':
      if (node.callee.type !== 'Identifier' || (!MADE.has(node.callee.name) && !scope.names.has(node.callee.name)))
        throw forbidden(module, '`new` of something else than a fixed list of types');
      return;
    case 'AssignmentExpression':
      checkTarget(module, node.left, scope.names);
      return;
    case 'UpdateExpression':
      checkTarget(module, node.argument, scope.names);
      return;
    case 'UnaryExpression':
      if (node.operator === 'delete') throw forbidden(module, '`delete`');
      return;
    case 'ForOfStatement':
      if (node.await) throw forbidden(module, 'an `await`');
      return;
    default:
  }
}

/** Globals and imports are not assigned to. */
function checkTarget(module: string, target: Pattern | Expression, scope: ReadonlySet<string>): void {
  if (target.type === 'Identifier' && (!scope.has(target.name) || target.name === 'abi'))
    throw forbidden(module, `an assignment to \`${target.name}\``);
  if (
    target.type === 'MemberExpression' &&
    target.object.type === 'Identifier' &&
    (target.object.name === 'abi' || !scope.has(target.object.name))
  ) {
    throw forbidden(module, `a change of \`${target.object.name}\``);
  }
}

function checkMember(
  module: string,
  kind: ModuleKind,
  { object, property, computed }: MemberExpression,
  scope: Scope,
): void {
  if (computed) checkIndex(module, kind, property, scope);
  else checkKey(module, property, false);
  const known = object.type === 'Identifier' ? object.name : '';
  const name = !computed && property.type === 'Identifier' ? property.name : '';
  if (known !== '' && !scope.names.has(known)) {
    if (MEMBERS_OF_GLOBALS[known]?.has(name) !== true) throw forbidden(module, `a member of \`${known}\``);
    return;
  }
  if (kind === 'module' && !computed && known !== 'abi' && !name.startsWith('$') && !READ.has(name))
    throw forbidden(module, `the property \`${name}\``);
}

/** A computed property is an element at a number, or a text with `$` in front, which is a field. */
function checkIndex(
  module: string,
  kind: ModuleKind,
  index: Expression | PrivateIdentifier | Super,
  scope: Scope,
): void {
  if (index.type === 'Literal') {
    const { value } = index;
    if (typeof value !== 'number' && !(typeof value === 'string' && value.startsWith('$')))
      throw forbidden(module, `the property '${String(value)}'`);
    return;
  }
  if (kind === 'module' && !(index.type === 'Identifier' && scope.counters.has(index.name)))
    throw forbidden(module, 'a property whose name is computed');
  if (hasText(index)) throw forbidden(module, 'a property whose name is computed');
}

function hasText(node: AnyNode): boolean {
  return (
    (node.type === 'Literal' && typeof node.value === 'string') ||
    childrenOf(node).some(({ node: child }) => hasText(child))
  );
}

function checkKey(module: string, key: AnyNode, computed: boolean): void {
  if (computed) throw forbidden(module, 'a computed key');
  const text = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String((key as Literal).value) : '';
  if (FORBIDDEN.has(text)) throw forbidden(module, `the property \`${text}\``);
}

function forbidden(module: string, found: string): Error {
  return gobiError('ForbiddenCode', { module, found });
}
