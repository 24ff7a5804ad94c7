import { EmbeddedActionsParser, type IOrAlt, type IToken, type ParserMethod } from 'chevrotain';
import type { DataChange } from '../../ir/syntax-change.ts';
import type { ArmBody } from '../../ir/syntax-control.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { StructLiteral } from '../../ir/syntax-literal.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { Parameter } from '../../ir/syntax-routine.ts';
import type { Block, Statement } from '../../ir/syntax-statement.ts';
import type { SyntaxKind, SyntaxOf } from '../../ir/syntax.ts';
import type { TokenKind } from '../../ir/tokens.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { IndexedLookahead } from '../indexed-lookahead.ts';
import { makeNode, type NodeFields } from '../build/node.ts';
import { MAX_HEIGHT } from '../build/precedence.ts';
import { tokenEnd } from '../build/token-span.ts';
import { SyntaxFailure, tooDeep, type Known } from '../syntax-failure.ts';
import type { StreamToken } from '../token-stream.ts';
import { vocabulary } from '../token-types.ts';

/** A grammar rule that makes a `Result`; `Args` are what its callers pass along. */
export type Rule<Result, Args extends unknown[] = []> = ParserMethod<Args, Result>;

/** Alternatives that all give a `Result`. */
export type Choice<Result> = IOrAlt<Result>[];

/** Brackets, blocks, expressions and queries inside each other, at most. */
export const MAX_NESTING = 200;

/** What the rules share: looking ahead, making nodes, the context that a rule is used in. */
export abstract class ParserBase extends EmbeddedActionsParser {
  /** May `x as T` be a cast here? Not in a select item, where it is an alias. */
  protected castAllowed = true;
  /** May `x -> …` be a lambda here? Not in a pattern or guard, where the arrow ends it. */
  protected lambdaAllowed = true;
  /** Is `%` after a number a unit here (`limit 10 %`)? */
  protected percentIsUnit = false;
  protected dialect: SourceFile['dialect'] = 'plg';
  protected level = 0;
  /** The offset where a query may be a stream. */
  protected streamAllowedAt = -1;
  /** The `?` parameters so far: they are numbered through the text. */
  protected placeholders = 0;

  // Rules that others above them in the chain of classes use.
  declare readonly expression: Rule<Expression>;
  declare readonly value: Rule<Expression>;
  declare readonly operation: Rule<Expression, [minimum?: number]>;
  declare readonly query: Rule<Query>;
  declare readonly block: Rule<Block>;
  declare readonly statement: Rule<Statement>;
  declare readonly statements: Rule<readonly Statement[], [closers?: ReadonlySet<string>]>;
  declare readonly change: Rule<DataChange>;
  declare readonly structLiteral: Rule<StructLiteral>;
  declare readonly armBody: Rule<ArmBody>;
  declare readonly parameters: Rule<readonly Parameter[]>;
  declare readonly identifier: Rule<Identifier>;

  constructor(validate: boolean) {
    super([...vocabulary], {
      maxLookahead: 2,
      recoveryEnabled: false,
      skipValidations: !validate,
      lookaheadStrategy: new IndexedLookahead(),
      errorMessageProvider: {
        buildMismatchTokenMessage: ({ expected }) => expected.name,
        buildNoViableAltMessage: ({ ruleName }) => ruleName,
        buildEarlyExitMessage: ({ ruleName }) => ruleName,
        buildNotAllInputParsedMessage: () => 'EOF',
      },
    });
  }

  /** The kind of the n-th token ahead, `EOF` past the end. */
  protected kind(ahead = 1): TokenKind | 'EOF' {
    return this.LA(ahead).tokenType.name as TokenKind | 'EOF';
  }

  protected is(kind: TokenKind, ahead = 1): boolean {
    return this.LA(ahead).tokenType.name === kind;
  }

  /** Does the n-th token ahead stand on the line of the token before it? */
  protected sameLine(ahead = 1): boolean {
    return (this.LA(ahead) as StreamToken).newline === false;
  }

  protected isWord(ahead = 1): boolean {
    return isWordToken(this.LA(ahead));
  }

  /** The stream's token at an index; undefined past the end. */
  protected tokenAt(index: number): StreamToken | undefined {
    return this.input[index] as StreamToken | undefined;
  }

  /** The n-th token ahead with its place in the stream; undefined past the end. */
  protected ahead(n = 1): StreamToken | undefined {
    const token = this.LA(n) as StreamToken;
    return token.index === undefined ? undefined : token;
  }

  /** Where the next token starts. */
  protected start(): number {
    return this.LA(1).startOffset;
  }

  /** The offset after the last token read. */
  protected end(): number {
    return tokenEnd(this.LA(0));
  }

  /** Makes a node that reaches from `start` to the end of the last token read. */
  protected make<Kind extends SyntaxKind>(kind: Kind, start: number, fields: NodeFields<Kind>): SyntaxOf<Kind> {
    return makeNode(kind, start, this.end(), fields);
  }

  /** Reads in brackets, where the context outside does not reach. */
  protected bracketed<Result>(read: () => Result): Result {
    const { castAllowed, lambdaAllowed, percentIsUnit } = this;
    this.castAllowed = true;
    this.lambdaAllowed = true;
    this.percentIsUnit = false;
    const result = read();
    this.castAllowed = castAllowed;
    this.lambdaAllowed = lambdaAllowed;
    this.percentIsUnit = percentIsUnit;
    return result;
  }

  /** Goes one level deeper; the caller gives the level back by `this.level--`. */
  protected deepen(): void {
    if (++this.level > MAX_NESTING) throw tooDeep(MAX_NESTING, this.LA(1));
  }

  /** Refuses a chain that would make a tree too high for what walks it. */
  protected limitHeight(height: number): void {
    if (height > MAX_HEIGHT) throw tooDeep(MAX_HEIGHT, this.LA(1));
  }

  /** Refuses the next token with a message of its own. */
  protected fail(fault: Omit<Known, 'kind'>): never {
    throw new SyntaxFailure({ kind: 'known', ...fault } as Known, this.LA(1));
  }

  /** Refuses the next token. */
  protected refuse(expected: readonly string[], hint?: string): never {
    throw new SyntaxFailure({ kind: 'unexpected', expected, hint }, this.LA(1));
  }
}

export function isWordToken(token: IToken): boolean {
  return wordKinds.has(token.tokenTypeIdx);
}

const wordKinds: ReadonlySet<number> = new Set(
  vocabulary
    .filter(({ CATEGORIES = [] }) => CATEGORIES.some(({ name }) => name === 'Word'))
    .map((type) => type.tokenTypeIdx as number),
);
