import type { Syntax } from '../ir/syntax.ts';
import type { Doc } from './doc.ts';
import { formatCatchArm, formatFieldPattern, formatMatchArm } from './format-control.ts';
import { formatColumn } from './format-definition.ts';
import { formatArgument, formatCaseBranch, formatStructField } from './format-expression.ts';
import { formatCommonTable, formatQuery, formatSelectItem, formatValuesRow } from './format-query.ts';
import { formatOption, formatParameter } from './format-routine.ts';
import { formatSourceParts } from './format-source.ts';
import { formatBlock, formatStatement, formatStatements } from './format-statement.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Printer } from './printer.ts';

/** The nodes that comments may belong to, and statements; all others are printed by the node around them. */
export function formatNode(printer: Printer, node: Syntax): Doc {
  switch (node.kind) {
    case 'Program':
      return formatStatements(printer, node, node.statements);
    case 'Block':
      return formatBlock(printer, node);
    case 'Query':
      return formatQuery(printer, node);
    case 'SelectItem':
      return formatSelectItem(printer, node);
    case 'Source':
      return formatSourceParts(printer, node);
    case 'CommonTable':
      return formatCommonTable(printer, node);
    case 'ValuesRow':
      return formatValuesRow(printer, node);
    case 'CaseBranch':
      return formatCaseBranch(printer, node);
    case 'StructField':
      return formatStructField(printer, node);
    case 'Option':
      return formatOption(printer, node);
    case 'Parameter':
      return formatParameter(printer, node);
    case 'ColumnDefinition':
      return formatColumn(printer, node);
    case 'MatchArm':
      return formatMatchArm(printer, node);
    case 'CatchArm':
      return formatCatchArm(printer, node);
    case 'FieldPattern':
      return formatFieldPattern(printer, node);
    case 'Argument':
      return formatArgument(printer, node);
    default:
      return formatStatement(printer, node as Statement);
  }
}
