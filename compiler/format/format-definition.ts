import type {
  AlterAction,
  ColumnConstraint,
  ColumnDefinition,
  CreateTable,
  DefineStruct,
  DefinitionStatement,
  TableConstraint,
} from '../ir/syntax-definition.ts';
import type { Query } from '../ir/syntax-query.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, join, line, type Doc } from './doc.ts';
import { formatExpression, formatStruct, inParentheses } from './format-expression.ts';
import { formatOrderItems } from './format-query.ts';
import { formatOptions, formatParameters } from './format-routine.ts';
import { formatType } from './format-type.ts';
import { precedence } from './precedence.ts';
import { bracketed, columnList, dotted, identifier, sliceOf, type Printer } from './printer.ts';

/** Statements that define, change and drop objects. */
export function formatDefinition(printer: Printer, node: DefinitionStatement): Doc {
  const name = (): string => ('name' in node && node.name.kind === 'Name' ? dotted(printer, node.name) : '');
  switch (node.kind) {
    case 'CreateTable':
      return formatTable(printer, node);
    case 'CreateView': {
      const words = `CREATE ${node.orReplace ? 'OR REPLACE ' : ''}${node.materialized ? 'MATERIALIZED ' : ''}VIEW `;
      const columns = node.columns.length > 0 ? ` ${columnList(printer, node.columns)}` : '';
      return [`${words}${ifNotExists(node)}${name()}${columns} AS`, queryBelow(printer, node.query)];
    }
    case 'CreateIndex': {
      const words = `CREATE ${node.unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists(node)}${identifier(printer, node.name)}`;
      const method = node.method ? ` USING ${identifier(printer, node.method)}` : '';
      return `${words} ON ${dotted(printer, node.table)}${method} ${columnList(printer, node.columns)}`;
    }
    case 'CreateSchema':
      return `CREATE SCHEMA ${ifNotExists(node)}${name()}`;
    case 'CreateRole':
      return [
        `CREATE ROLE ${identifier(printer, node.name)}`,
        node.options ? [' ', formatOptions(printer, node.options, '(', ')')] : '',
      ];
    case 'CreateSecret':
      return `CREATE SECRET ${name()} TYPE SECRET AS ${sliceOf(printer, node.value)}`;
    case 'DefineSecret':
      return [`type secret as ${name()} `, formatOptions(printer, node.options, '(', ')')];
    case 'DefineException':
      return `type exception as ${name()}${node.message ? ` (${sliceOf(printer, node.message)})` : ''}`;
    case 'DefineStruct':
      return formatStructDefinition(printer, node);
    case 'AlterTable':
      return [`ALTER TABLE ${name()} `, formatAlterAction(printer, node.action)];
    case 'Drop':
      return `DROP ${node.object.toUpperCase()} ${node.ifExists ? 'IF EXISTS ' : ''}${name()}`;
    case 'RefreshView':
      return `REFRESH MATERIALIZED VIEW ${name()}`;
    case 'Truncate':
      return `TRUNCATE ${name()}`;
    case 'CommentOn':
      return `COMMENT ON ${node.object.toUpperCase()} ${name()} IS ${node.text ? sliceOf(printer, node.text) : 'NULL'}`;
    case 'Grant': {
      const privileges = node.privileges.map((privilege) => privilege.toUpperCase()).join(', ');
      const [verb, towards] = node.revoke ? ['REVOKE', 'FROM'] : ['GRANT', 'TO'];
      return `${verb} ${privileges} ON ${node.object.toUpperCase()} ${name()} ${towards} ${identifier(printer, node.role)}`;
    }
    default:
      return assertNever(node);
  }
}

function ifNotExists({ ifNotExists: written }: { readonly ifNotExists: boolean }): string {
  return written ? 'IF NOT EXISTS ' : '';
}

/** A query on the line of what it belongs to, or below it. */
function queryBelow(printer: Printer, query: Query): Doc {
  const doc = printer.print(query);
  return group([line, doc]);
}

function formatTable(printer: Printer, node: CreateTable): Doc {
  const words = `CREATE ${node.orReplace ? 'OR REPLACE ' : ''}${node.temporary ? 'TEMP ' : ''}TABLE `;
  const head = `${words}${ifNotExists(node)}${dotted(printer, node.name)}`;
  if (node.query) return [`${head} AS`, queryBelow(printer, node.query)];
  const elements = [
    ...node.columns.map((column) => ({ node: column, doc: printer.print(column) })),
    ...node.constraints.map((constraint) => ({ node: constraint, doc: formatConstraint(printer, constraint) })),
  ];
  return [`${head} `, printer.inQuery(() => bracketed(printer, '(', elements, ')'))];
}

export function formatColumn(printer: Printer, node: ColumnDefinition): Doc {
  const constraints = node.constraints.map((constraint) => [' ', formatConstraint(printer, constraint)]);
  return [`${identifier(printer, node.name)} ${formatType(printer, node.type)}`, constraints];
}

function formatConstraint(printer: Printer, node: ColumnConstraint | TableConstraint): Doc {
  const columns = 'columns' in node && node.columns.length > 0 ? ` ${columnList(printer, node.columns)}` : '';
  const name = 'name' in node && node.name ? `CONSTRAINT ${identifier(printer, node.name)} ` : '';
  switch (node.kind) {
    case 'PrimaryKey':
      return `${name}PRIMARY KEY${columns}`;
    case 'NotNull':
      return 'NOT NULL';
    case 'Unique':
      return `${name}UNIQUE${columns}`;
    case 'DefaultValue':
      return ['DEFAULT ', formatExpression(printer, node.value, precedence.additive)];
    case 'Check':
      return [`${name}CHECK `, inParentheses(printer, () => formatExpression(printer, node.condition))];
    case 'Generated':
      return ['GENERATED ALWAYS AS ', inParentheses(printer, () => formatExpression(printer, node.value))];
    case 'ColumnComment':
      return `COMMENT ${sliceOf(printer, node.text)}`;
    case 'ForeignKey':
      return `${name}${columns === '' ? '' : `FOREIGN KEY${columns} `}REFERENCES ${dotted(printer, node.table)}${node.references.length === 0 ? '' : ` ${columnList(printer, node.references)}`}`;
    default:
      return assertNever(node);
  }
}

function formatStructDefinition(printer: Printer, node: DefineStruct): Doc {
  const value = node.value ? [' ', formatStruct(printer, node.value)] : '';
  return [`type struct as ${dotted(printer, node.name)}`, formatParameters(printer, node.fields), value];
}

function formatAlterAction(printer: Printer, node: AlterAction): Doc {
  switch (node.kind) {
    case 'AddColumn':
      return ['ADD COLUMN ', printer.print(node.column)];
    case 'AddConstraint':
      return ['ADD ', formatConstraint(printer, node.constraint)];
    case 'DropConstraint':
      return `DROP CONSTRAINT ${node.ifExists ? 'IF EXISTS ' : ''}${identifier(printer, node.name)}`;
    case 'DropColumn':
      return `DROP COLUMN ${identifier(printer, node.column)}`;
    case 'RenameColumn':
      return `RENAME COLUMN ${identifier(printer, node.column)} TO ${identifier(printer, node.to)}`;
    case 'RenameTable':
      return `RENAME TO ${identifier(printer, node.to)}`;
    case 'AlterColumnType': {
      const using = node.using ? [' USING ', formatExpression(printer, node.using)] : '';
      return [`ALTER COLUMN ${identifier(printer, node.column)} TYPE ${formatType(printer, node.type)}`, using];
    }
    case 'SetColumnDefault':
      return [`ALTER COLUMN ${identifier(printer, node.column)} SET DEFAULT `, formatExpression(printer, node.value)];
    case 'DropColumnDefault':
      return `ALTER COLUMN ${identifier(printer, node.column)} DROP DEFAULT`;
    case 'SetColumnNullability':
      return `ALTER COLUMN ${identifier(printer, node.column)} ${node.nullable ? 'DROP' : 'SET'} NOT NULL`;
    case 'SetPartitioning':
      return [
        'SET PARTITIONED BY (',
        join(
          ', ',
          node.keys.map((key) => formatExpression(printer, key)),
        ),
        ')',
      ];
    case 'SetSorting':
      return ['SET SORTED BY (', formatOrderItems(printer, node.keys), ')'];
    default:
      return assertNever(node);
  }
}
