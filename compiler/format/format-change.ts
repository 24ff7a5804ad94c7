import type {
  Assignment,
  ChangeTarget,
  DataChange,
  Insert,
  Merge,
  MergeClause,
  OnConflict,
} from '../ir/syntax-change.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { Identifier } from '../ir/syntax-name.ts';
import type { SelectItem } from '../ir/syntax-select.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, indent, join, line, type Doc } from './doc.ts';
import { formatExpression, listOf } from './format-expression.ts';
import { formatValues, formatWith } from './format-query.ts';
import { aliasOf, formatSource } from './format-source.ts';
import { columnList, dotted, identifier, type Printer } from './printer.ts';

/** A statement that changes rows; its clauses stand on one line if they fit there and did so before. */
export function formatChange(printer: Printer, node: DataChange): Doc {
  return printer.inQuery(() => {
    const head = 'with' in node && node.with ? [formatWith(printer, node.with)] : [];
    const clauses = [...head, ...clausesOf(printer, node), ...formatReturning(printer, node.returning)];
    const last = lastClause(node);
    const broken = last !== undefined && /\n[ \t]*\w*[ \t]*$/.test(printer.text.slice(node.span.start, last));
    return group(join(line, clauses), broken);
  });
}

function clausesOf(printer: Printer, node: DataChange): Doc[] {
  switch (node.kind) {
    case 'Insert': {
      const conflict = node.conflict ? [formatConflict(printer, node.conflict)] : [];
      const head = `INSERT INTO ${target(printer, node.target)}${columns(printer, node.columns)}`;
      return [head, changeSource(printer, node.source), ...conflict];
    }
    case 'UpsertInto': {
      const on = node.on.length > 0 ? [`ON ${node.on.map((column) => identifier(printer, column)).join(', ')}`] : [];
      return [
        `UPSERT INTO ${target(printer, node.target)}${columns(printer, node.columns)}`,
        changeSource(printer, node.source),
        ...on,
      ];
    }
    case 'Update': {
      const from =
        node.from.length > 0
          ? [
              [
                'FROM ',
                join(
                  ', ',
                  node.from.map((source) => formatSource(printer, source)),
                ),
              ],
            ]
          : [];
      const head = `UPDATE ${target(printer, node.target)}${aliasOf(printer, node.alias)}`;
      return [head, formatAssignments(printer, node.assignments), ...from, ...formatWhere(printer, node.where)];
    }
    case 'Delete': {
      const using =
        node.using.length > 0
          ? [
              [
                'USING ',
                join(
                  ', ',
                  node.using.map((source) => formatSource(printer, source)),
                ),
              ],
            ]
          : [];
      return [
        `DELETE FROM ${target(printer, node.target)}${aliasOf(printer, node.alias)}`,
        ...using,
        ...formatWhere(printer, node.where),
      ];
    }
    case 'Merge':
      return mergeClauses(printer, node);
    default:
      return assertNever(node);
  }
}

function mergeClauses(printer: Printer, node: Merge): Doc[] {
  const on = node.on ? [' ON ', formatExpression(printer, node.on)] : ` USING ${columnList(printer, node.using)}`;
  return [
    `MERGE INTO ${target(printer, node.target)}${aliasOf(printer, node.alias)}`,
    ['USING ', formatSource(printer, node.source), on],
    ...node.clauses.map((clause) => formatMergeClause(printer, clause)),
  ];
}

function formatMergeClause(printer: Printer, node: MergeClause): Doc {
  const by = node.by ? ` BY ${node.by.toUpperCase()}` : '';
  const condition = node.condition ? [' AND ', formatExpression(printer, node.condition)] : '';
  return [`WHEN ${node.matched ? '' : 'NOT '}MATCHED${by}`, condition, ' THEN ', mergeAction(printer, node.action)];
}

function mergeAction(printer: Printer, node: MergeClause['action']): Doc {
  switch (node.kind) {
    case 'MergeUpdate':
      return node.assignments.length > 0 ? ['UPDATE ', formatAssignments(printer, node.assignments)] : 'UPDATE';
    case 'MergeDelete':
      return 'DELETE';
    case 'MergeInsert': {
      const values = node.values.length > 0 ? [' VALUES ', listOf(printer, '(', node.values, ')')] : '';
      return [`INSERT${columns(printer, node.columns)}`, values];
    }
    case 'MergeNothing':
      return 'DO NOTHING';
    default:
      return assertNever(node);
  }
}

function formatConflict(printer: Printer, node: OnConflict): Doc {
  const head = `ON CONFLICT${columns(printer, node.columns)} DO `;
  if (node.assignments.length === 0) return `${head}NOTHING`;
  const where = node.where ? [' WHERE ', formatExpression(printer, node.where)] : '';
  return [`${head}UPDATE `, formatAssignments(printer, node.assignments), where];
}

function formatAssignments(printer: Printer, assignments: readonly Assignment[]): Doc {
  const docs = assignments.map(({ column, value }) => [
    `${dotted(printer, column)} = `,
    formatExpression(printer, value),
  ]);
  return ['SET ', indent(group(join([',', line], docs)))];
}

function formatWhere(printer: Printer, where: Expression | undefined): Doc[] {
  return where === undefined ? [] : [['WHERE ', formatExpression(printer, where)]];
}

function formatReturning(printer: Printer, items: readonly SelectItem[]): Doc[] {
  return items.length === 0
    ? []
    : [
        [
          'RETURNING ',
          join(
            ', ',
            items.map((item) => printer.print(item)),
          ),
        ],
      ];
}

function changeSource(printer: Printer, node: Insert['source']): Doc {
  if (node.kind === 'DefaultValues') return 'DEFAULT VALUES';
  return node.kind === 'Values' ? formatValues(printer, node) : printer.print(node);
}

function target(printer: Printer, node: ChangeTarget): string {
  return node.kind === 'Name' ? dotted(printer, node) : `{${identifier(printer, node.name)}}`;
}

function columns(printer: Printer, names: readonly Identifier[]): string {
  return names.length === 0 ? '' : ` ${columnList(printer, names)}`;
}

/** Where the clause starts whose place tells whether the statement was broken. */
function lastClause(node: DataChange): number | undefined {
  switch (node.kind) {
    case 'Insert':
    case 'UpsertInto':
      return node.source.span.start;
    case 'Update':
      return (node.where ?? node.assignments[0])?.span.start;
    case 'Delete':
      return node.where?.span.start;
    case 'Merge':
      return node.clauses[0]?.span.start;
    default:
      return assertNever(node);
  }
}
