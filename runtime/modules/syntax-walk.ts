import type { AnyNode, Pattern } from 'acorn';

/** A child of a node. `reference`: an identifier that names a variable, not a property, label or declaration. */
export interface Child {
  readonly node: AnyNode;
  readonly reference: boolean;
}

/** The nodes directly below a node. */
export function childrenOf(node: AnyNode): readonly Child[] {
  const children: Child[] = [];
  for (const [key, value] of Object.entries(node)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (isNode(part)) children.push({ node: part, reference: isReference(node, key) });
    }
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isReference(parent: AnyNode, key: string): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return key === 'object' || parent.computed;
    case 'Property':
      return key === 'value' || parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key !== 'label';
    case 'ImportSpecifier':
    case 'ImportNamespaceSpecifier':
      return false;
    case 'ExportSpecifier':
      return key === 'local';
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return key !== 'id' && key !== 'params';
    case 'ArrowFunctionExpression':
      return key !== 'params';
    case 'VariableDeclarator':
      return key !== 'id';
    case 'CatchClause':
      return key !== 'param';
    default:
      return true;
  }
}

/** The names that a node declares for everything inside of it: a block its variables and functions, a function its parameters, a loop its counter. */
export function declaredNames(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
      return node.body.flatMap((statement): readonly string[] => {
        if (statement.type === 'ImportDeclaration') return statement.specifiers.map((each) => each.local.name);
        if (statement.type === 'FunctionDeclaration') return [statement.id.name];
        return statement.type === 'VariableDeclaration' ? variableNames(statement) : [];
      });
    case 'SwitchStatement':
      return node.cases.flatMap((each) =>
        each.consequent.flatMap((statement) =>
          statement.type === 'VariableDeclaration' ? variableNames(statement) : [],
        ),
      );
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.params.flatMap(patternNames);
    case 'CatchClause':
      return node.param === null || node.param === undefined ? [] : patternNames(node.param);
    case 'ForStatement':
      return node.init?.type === 'VariableDeclaration' ? variableNames(node.init) : [];
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? variableNames(node.left) : [];
    default:
      return [];
  }
}

function variableNames(declaration: AnyNode & { readonly type: 'VariableDeclaration' }): readonly string[] {
  return declaration.declarations.flatMap((each) => patternNames(each.id));
}

function patternNames(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        each.type === 'Property' ? patternNames(each.value) : patternNames(each.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((each) => (each === null ? [] : patternNames(each)));
    case 'RestElement':
      return patternNames(pattern.argument);
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    default:
      return [];
  }
}
