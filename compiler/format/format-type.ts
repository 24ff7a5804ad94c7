import type { FieldType, RowRest, TypeSyntax } from '../ir/syntax-type.ts';
import { assertNever } from '../source/assert-never.ts';
import { dotted, identifier, sliceOf, type Printer } from './printer.ts';

/** A type on one line. */
export function formatType(printer: Printer, type: TypeSyntax): string {
  switch (type.kind) {
    case 'NamedType': {
      const numbers = type.parameters.map((number) => sliceOf(printer, number)).join(',');
      const types = type.typeArguments.map((argument) => formatType(printer, argument)).join(', ');
      return `${dotted(printer, type.name)}${numbers && `(${numbers})`}${types && `<${types}>`}`;
    }
    case 'ListType':
      return `${atom(printer, type.element, ['UnionType', 'FunctionType'])}[]`;
    case 'NullableType':
      return `${atom(printer, type.inner, ['NullableType', 'UnionType', 'FunctionType'])}?`;
    case 'UnionType':
      return type.members.map((member) => atom(printer, member, ['UnionType', 'FunctionType'])).join('|');
    case 'LiteralType':
      return sliceOf(printer, type.literal);
    case 'TableType':
      return `table<${fields(printer, type.columns, type.rest)}>`;
    case 'StructType':
      return `{${fields(printer, type.fields, type.rest)}}`;
    case 'FunctionType': {
      const parameters = type.parameters.map((parameter) => formatType(printer, parameter)).join(', ');
      return `(${parameters}) -> ${formatType(printer, type.result)}`;
    }
    case 'SecretType':
      return 'TYPE SECRET';
    default:
      return assertNever(type);
  }
}

function atom(printer: Printer, type: TypeSyntax, wrapped: readonly TypeSyntax['kind'][]): string {
  const text = formatType(printer, type);
  return wrapped.includes(type.kind) ? `(${text})` : text;
}

function fields(printer: Printer, columns: readonly FieldType[], rest: RowRest | undefined): string {
  const written = columns.map(({ name, type }) => `${identifier(printer, name)}: ${formatType(printer, type)}`);
  if (rest !== undefined) written.push(`..${rest.name === undefined ? '' : identifier(printer, rest.name)}`);
  return written.join(', ');
}
