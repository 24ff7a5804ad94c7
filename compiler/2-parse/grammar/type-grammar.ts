import type { NumberLiteral } from '../../ir/syntax-literal.ts';
import type { Identifier, Name } from '../../ir/syntax-name.ts';
import type { FieldType, LiteralType, RowRest, TypeSyntax } from '../../ir/syntax-type.ts';
import { numberLiteral, stringLiteral } from '../build/literals.ts';
import { identifierOf } from '../build/names.ts';
import { T, Word } from '../token-types.ts';
import { ParserBase, type Choice, type Rule } from './parser-base.ts';

/** Named types that take types in angle brackets; after any other name `<` is a comparison. */
const genericNames: ReadonlySet<string> = new Set([
  'array',
  'table',
  'row',
  'dict',
  'tuple',
  'iterator',
  'list',
  'map',
  'set',
]);

/** Names and types. */
export abstract class TypeGrammar extends ParserBase {
  override readonly identifier: Rule<Identifier> = this.RULE('identifier', () => identifierOf(this.CONSUME(Word)));

  readonly name: Rule<Name> = this.RULE('name', () => {
    const start = this.start();
    const parts = [identifierOf(this.CONSUME1(Word))];
    this.MANY(() => {
      this.CONSUME(T.Dot);
      parts.push(identifierOf(this.CONSUME2(Word)));
    });
    return this.make('Name', start, { parts });
  });

  readonly identifiers: Rule<readonly Identifier[]> = this.RULE('identifiers', () => {
    const names = [identifierOf(this.CONSUME1(Word))];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      names.push(identifierOf(this.CONSUME2(Word)));
    });
    return names;
  });

  readonly columnList: Rule<readonly Identifier[]> = this.RULE('columnList', () => {
    this.CONSUME(T.LeftParen);
    const names = this.SUBRULE(this.identifiers);
    this.CONSUME(T.RightParen);
    return names;
  });

  readonly type: Rule<TypeSyntax> = this.RULE('type', () => {
    const start = this.start();
    this.ACTION(() => this.deepen());
    const members = [this.SUBRULE1(this.typeAtom)];
    this.MANY(() => {
      this.CONSUME(T.Pipe);
      members.push(this.SUBRULE2(this.typeAtom));
    });
    this.level--;
    return members.length === 1 ? (members[0] as TypeSyntax) : this.make('UnionType', start, { members });
  });

  readonly typeAtom: Rule<TypeSyntax> = this.RULE('typeAtom', () => {
    const start = this.start();
    let height = 0;
    let type = this.OR<Choice<TypeSyntax>>([
      { ALT: () => this.SUBRULE(this.structType) },
      { ALT: () => this.SUBRULE(this.functionType) },
      { ALT: () => this.SUBRULE(this.literalType) },
      { GATE: () => this.is('TYPE') && this.is('SECRET', 2), ALT: () => this.SUBRULE(this.secretType) },
      { GATE: () => this.isGeneric('table') && this.startsField(3), ALT: () => this.SUBRULE(this.tableType) },
      { ALT: () => this.SUBRULE(this.namedType) },
    ]);
    this.MANY({
      GATE: () => this.is('Question') || (this.is('RightBracket', 2) && this.sameLine()),
      DEF: () => {
        this.ACTION(() => this.limitHeight(++height));
        this.OR1([
          {
            ALT: () => {
              this.CONSUME(T.LeftBracket);
              this.CONSUME(T.RightBracket);
              type = this.make('ListType', start, { element: type });
            },
          },
          {
            ALT: () => {
              this.CONSUME(T.Question);
              type = this.make('NullableType', start, { inner: type });
            },
          },
        ]);
      },
    });
    return type;
  });

  readonly namedType: Rule<TypeSyntax> = this.RULE('namedType', () => {
    const start = this.start();
    const name = this.SUBRULE(this.name);
    const last = this.LA(0).image.toLowerCase();
    const parameters: NumberLiteral[] = [];
    const typeArguments: TypeSyntax[] = [];
    this.OPTION1({
      GATE: () => this.is('Number', 2) && this.sameLine(),
      DEF: () => {
        this.CONSUME(T.LeftParen);
        parameters.push(numberLiteral(this.CONSUME1(T.Number)));
        this.MANY1(() => {
          this.CONSUME1(T.Comma);
          parameters.push(numberLiteral(this.CONSUME2(T.Number)));
        });
        this.CONSUME(T.RightParen);
      },
    });
    this.OPTION2({
      GATE: () => genericNames.has(last),
      DEF: () => {
        this.CONSUME(T.Less);
        typeArguments.push(this.SUBRULE1(this.type));
        this.MANY2(() => {
          this.CONSUME2(T.Comma);
          typeArguments.push(this.SUBRULE2(this.type));
        });
        this.CONSUME(T.Greater);
      },
    });
    return this.make('NamedType', start, { name, parameters, typeArguments });
  });

  readonly literalType: Rule<LiteralType> = this.RULE('literalType', () => {
    const start = this.start();
    const literal = this.OR<Choice<LiteralType['literal']>>([
      { ALT: () => stringLiteral(this.CONSUME(T.String), this.dialect) },
      { ALT: () => numberLiteral(this.CONSUME(T.Number)) },
      { ALT: () => (this.CONSUME(T.TRUE), this.make('BooleanLiteral', start, { value: true })) },
      { ALT: () => (this.CONSUME(T.FALSE), this.make('BooleanLiteral', start, { value: false })) },
      { ALT: () => (this.CONSUME(T.NULL), this.make('NullLiteral', start, {})) },
    ]);
    return this.make('LiteralType', start, { literal });
  });

  readonly secretType: Rule<TypeSyntax> = this.RULE('secretType', () => {
    const start = this.start();
    this.CONSUME(T.TYPE);
    this.CONSUME(T.SECRET);
    return this.make('SecretType', start, {});
  });

  readonly tableType: Rule<TypeSyntax> = this.RULE('tableType', () => {
    const start = this.start();
    this.CONSUME(T.TABLE);
    this.CONSUME(T.Less);
    const { fields: columns, rest } = this.SUBRULE(this.fieldTypes);
    this.CONSUME(T.Greater);
    return this.make('TableType', start, { columns, rest });
  });

  readonly structType: Rule<TypeSyntax> = this.RULE('structType', () => {
    const start = this.start();
    this.CONSUME(T.LeftBrace);
    const { fields, rest } = this.SUBRULE(this.fieldTypes);
    this.CONSUME(T.RightBrace);
    return this.make('StructType', start, { fields, rest });
  });

  readonly fieldTypes: Rule<{ fields: readonly FieldType[]; rest?: RowRest | undefined }> = this.RULE(
    'fieldTypes',
    () => {
      const fields: FieldType[] = [];
      let rest: RowRest | undefined;
      this.MANY_SEP({
        SEP: T.Comma,
        DEF: () => {
          const start = this.start();
          this.OR([
            {
              ALT: () => {
                this.CONSUME(T.DotDot);
                const name = this.OPTION1(() => this.SUBRULE1(this.identifier));
                rest = this.make('RowRest', start, { name });
              },
            },
            {
              ALT: () => {
                const name = this.SUBRULE2(this.identifier);
                this.OPTION2(() => this.CONSUME(T.Colon));
                fields.push(this.make('FieldType', start, { name, type: this.SUBRULE(this.type) }));
              },
            },
          ]);
        },
      });
      return { fields, rest };
    },
  );

  /** `(int, string) -> int`, or a type in parentheses. */
  readonly functionType: Rule<TypeSyntax> = this.RULE('functionType', () => {
    const start = this.start();
    const parameters: TypeSyntax[] = [];
    this.CONSUME(T.LeftParen);
    this.MANY_SEP({ SEP: T.Comma, DEF: () => parameters.push(this.SUBRULE1(this.type)) });
    this.CONSUME(T.RightParen);
    let type = parameters[0] as TypeSyntax;
    this.OPTION({
      GATE: () => parameters.length !== 1 || this.is('ThinArrow') || this.is('Arrow'),
      DEF: () => {
        this.OR([{ ALT: () => this.CONSUME(T.ThinArrow) }, { ALT: () => this.CONSUME(T.Arrow) }]);
        type = this.make('FunctionType', start, { parameters, result: this.SUBRULE2(this.type) });
      },
    });
    this.ACTION(() => {
      if (type === undefined || (parameters.length !== 1 && type.kind !== 'FunctionType'))
        this.refuse(['`->` and a type']);
    });
    return type;
  });

  private isGeneric(name: string): boolean {
    return this.LA(1).image.toLowerCase() === name && this.is('Less', 2);
  }

  /** Is the n-th token ahead the start of a column in a table type, rather than of a type? */
  private startsField(n: number): boolean {
    if (this.is('DotDot', n) || this.is('Greater', n)) return true;
    return this.isWord(n) && (this.is('Colon', n + 1) || this.isWord(n + 1));
  }
}
