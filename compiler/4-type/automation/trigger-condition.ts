import { suggest } from '../../contract/suggest.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Syntax } from '../../ir/syntax.ts';
import { children } from '../../ir/walk.ts';
import { report, type Env } from '../checker.ts';
import { TRIGGER_PARAMETERS } from '../routines/trigger-parameters.ts';
import { partOf, readerOf, type OptionNode } from './option-reader.ts';

/** The names in a trigger's condition: what a trigger gives, and columns of its table (null when they are not known). */
export function checkCondition(env: Env, node: OptionNode, table: string, columns: readonly string[] | null): void {
  if (node.kind === 'OptionWord') return;
  const reader = readerOf(env);
  const inText = node.kind === 'StringLiteral';
  const root = inText ? reader.parse(node.value) : node;
  if (root !== null) visit(root);

  function visit(each: Syntax): void {
    switch (each.kind) {
      case 'Member':
        checkMember(each);
        return visit(each.object);
      case 'Call':
        for (const child of children(each)) if (child !== each.callee) visit(child);
        if (each.callee.kind === 'Member') visit(each.callee.object);
        return;
      case 'Argument':
        return visit(each.value);
      case 'Identifier':
        if (!Object.hasOwn(TRIGGER_PARAMETERS, each.text.toLowerCase())) {
          report(
            env,
            'PLG1101',
            { name: each.text, nearest: suggest(each.text, Object.keys(TRIGGER_PARAMETERS)) },
            placeOf(each),
          );
        }
        return;
      case 'Cast':
        return visit(each.operand);
      case 'Query':
      case 'Lambda':
        return;
      default:
        for (const child of children(each)) visit(child);
    }
  }

  function checkMember({ object, property }: Extract<Expression, { kind: 'Member' }>): void {
    const isRow = object.kind === 'Identifier' && /^(new|old)$/i.test(object.text);
    if (!isRow || columns === null || columns.some((column) => column.toLowerCase() === property.text.toLowerCase()))
      return;
    report(
      env,
      'PLG1302',
      { table, column: property.text, nearest: suggest(property.text, columns) },
      placeOf(property),
    );
  }

  function placeOf({ span }: Syntax): Syntax['span'] {
    return inText ? partOf(reader, node, span.start, span.end - span.start) : span;
  }
}
