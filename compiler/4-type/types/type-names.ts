import { STRING, type Field, type StructType } from '../../contract/data-type.ts';
import { isDataType, type TypeSlot } from '../../contract/type.ts';
import type { BoundStruct } from '../../ir/bound.ts';
import type { NamedType, TypeSyntax } from '../../ir/syntax-type.ts';
import { meaningOf, report, type Checker } from '../checker.ts';
import { shapeOf } from '../definitions/shapes.ts';
import { ERROR } from './conversion.ts';
import { dataSlot, readType, type TypeNames } from './read-type.ts';

/** The type that a type's text means in this module; `null` for one that is to be inferred. */
export function typeOf(checker: Checker, type: TypeSyntax): TypeSlot | null {
  return readType(type, namesOf(checker));
}

function namesOf(checker: Checker): TypeNames {
  return {
    named: (type) => namedType(checker, type),
    mistake: ({ type, given, needed }, span) =>
      report({ checker }, 'PLG1226', { type, arguments: given, needed }, span),
    variable: ({ name }) => {
      const text = name.parts.map((part) => part.text).join('.');
      if (!/^[A-Z]$/.test(text) || meaningOf({ checker }, name)?.kind !== 'type_name') return null;
      return checker.variables.get(text) ?? { type: { kind: 'variable', name: text }, nullable: false };
    },
    library: false,
  };
}

function namedType(checker: Checker, type: NamedType): StructType | null {
  const name = type.name.parts.map((part) => part.text).join('.');
  if (name.toLowerCase() === 'row') return rowType(checker, type);
  const meaning = meaningOf({ checker }, type.name);
  if (meaning?.kind === 'struct') return structType(checker, meaning.struct);
  const exception = checker.bound.exceptions.get(name.toLowerCase());
  return exception === undefined ? null : exceptionType(exception.name);
}

/** `row<customers>`: the struct of a table's row. */
function rowType(checker: Checker, type: NamedType): StructType | null {
  const [of] = type.typeArguments;
  const meaning = of?.kind === 'NamedType' ? meaningOf({ checker }, of.name) : undefined;
  if (meaning?.kind !== 'relation') return null;
  const shape = shapeOf(checker, meaning.relation);
  return shape === null
    ? null
    : { kind: 'struct', fields: shape.columns.map(({ name, type: t, nullable }) => ({ name, type: t, nullable })) };
}

/** The nominal type of a declared struct. */
export function structType(checker: Checker, struct: BoundStruct): StructType {
  const known = checker.structs.get(struct);
  if (known !== undefined) return known;
  // Found again while its fields are being read, the struct holds itself.
  checker.structs.set(struct, SELF);
  const type = readStruct(checker, struct);
  checker.structs.set(struct, type);
  return type;
}

/** Stands for a struct while its own fields are being read. */
const SELF: StructType = { kind: 'struct', fields: [] };

function readStruct(checker: Checker, struct: BoundStruct): StructType {
  if (struct.kind === 'stored') return { kind: 'struct', name: struct.info.name, fields: struct.info.fields };
  const { statement } = struct;
  const fields = (statement.kind === 'DefineStruct' ? statement.fields : (statement.definition ?? [])).map(
    ({ name, type }): Field => {
      const read = type === undefined ? null : typeOf(checker, type);
      if (read !== null && !isDataType(read.type) && read.type !== ERROR) {
        report(
          { checker },
          'PLG1227',
          { what: `field \`${name.text}\``, found: read.type.kind, expected: 'a type of values' },
          name.span,
        );
      }
      if (read?.type === SELF) {
        const what = `field \`${name.text}\``;
        report({ checker }, 'PLG1227', { what, found: 'the struct itself', expected: 'another type' }, name.span);
      }
      return { name: name.text, ...dataSlot(read) };
    },
  );
  return { kind: 'struct', name: struct.name, fields };
}

/** What a caught exception looks like. */
export function exceptionType(name: string): StructType {
  return {
    kind: 'struct',
    name,
    fields: [
      { name: 'message', type: STRING, nullable: false },
      { name: 'code', type: STRING, nullable: false },
      {
        name: 'cause',
        type: {
          kind: 'struct',
          name: 'Exception',
          fields: [
            { name: 'message', type: STRING, nullable: false },
            { name: 'code', type: STRING, nullable: false },
          ],
        },
        nullable: true,
      },
    ],
  };
}
