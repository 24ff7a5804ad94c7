import type { Span } from '../contract/span.ts';
import type { BooleanLiteral, NullLiteral, NumberLiteral, StringLiteral } from './syntax-literal.ts';
import type { Identifier, Name } from './syntax-name.ts';

/** A type as written in a parameter, column, annotation or cast. */
export type TypeSyntax =
  NamedType | ListType | NullableType | UnionType | LiteralType | TableType | StructType | FunctionType | SecretType;

/** `int`, `decimal(12, 2)`, `Array<int>`, `row<customers>`, `TryToInferType`; `table` without columns too. */
export interface NamedType {
  readonly kind: 'NamedType';
  readonly span: Span;
  readonly name: Name;
  /** The numbers in parentheses: precision, scale, length. */
  readonly parameters: readonly NumberLiteral[];
  readonly typeArguments: readonly TypeSyntax[];
}

/** `T[]`. */
export interface ListType {
  readonly kind: 'ListType';
  readonly span: Span;
  readonly element: TypeSyntax;
}

/** `T?`. */
export interface NullableType {
  readonly kind: 'NullableType';
  readonly span: Span;
  readonly inner: TypeSyntax;
}

/** `A|B`, with two members or more, none of them a union. */
export interface UnionType {
  readonly kind: 'UnionType';
  readonly span: Span;
  readonly members: readonly TypeSyntax[];
}

/** A literal used as a type: `'open' | 'closed'`. */
export interface LiteralType {
  readonly kind: 'LiteralType';
  readonly span: Span;
  readonly literal: StringLiteral | NumberLiteral | BooleanLiteral | NullLiteral;
}

/** `table<id: int, ..r>`. */
export interface TableType {
  readonly kind: 'TableType';
  readonly span: Span;
  readonly columns: readonly FieldType[];
  readonly rest?: RowRest;
}

/** `{a: int, b: string?}`. */
export interface StructType {
  readonly kind: 'StructType';
  readonly span: Span;
  readonly fields: readonly FieldType[];
  readonly rest?: RowRest;
}

/** One column of a table type or field of a struct type. */
export interface FieldType {
  readonly kind: 'FieldType';
  readonly span: Span;
  readonly name: Identifier;
  readonly type: TypeSyntax;
}

/** `..r` or `..`: further columns or fields, by name or without one. */
export interface RowRest {
  readonly kind: 'RowRest';
  readonly span: Span;
  readonly name?: Identifier;
}

/** `(int, string) -> int`. */
export interface FunctionType {
  readonly kind: 'FunctionType';
  readonly span: Span;
  readonly parameters: readonly TypeSyntax[];
  readonly result: TypeSyntax;
}

/** `TYPE SECRET`, the type of an encrypted string column. */
export interface SecretType {
  readonly kind: 'SecretType';
  readonly span: Span;
}
