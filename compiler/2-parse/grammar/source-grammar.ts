import type { Expression } from '../../ir/syntax-expression.ts';
import type { Argument } from '../../ir/syntax-call.ts';
import type { Identifier, Name } from '../../ir/syntax-name.ts';
import type { Values } from '../../ir/syntax-query.ts';
import type { FileSource, AsOf, Relation, Sample, Since, Source, TableSource } from '../../ir/syntax-source.ts';
import { stringLiteral } from '../build/literals.ts';
import { level } from '../build/precedence.ts';
import type { StreamToken } from '../token-stream.ts';
import { T } from '../token-types.ts';
import { PostfixGrammar } from './postfix-grammar.ts';
import { MAX_NESTING, type Choice, type Rule } from './parser-base.ts';

interface SourceParts {
  alias?: Identifier;
  columns?: readonly Identifier[];
  travel?: AsOf | Since;
  secrets?: readonly Identifier[];
  sample?: Sample;
}

/** Words that begin a clause: they are no aliases unless quoted or after AS. */
const clauseWords: ReadonlySet<string> = new Set([
  'LIMIT',
  'OFFSET',
  'FETCH',
  'QUALIFY',
  'WINDOW',
  'SINCE',
  'UNTIL',
  'OF',
  'USING',
  'SAMPLE',
  'TABLESAMPLE',
  'PIVOT',
  'UNPIVOT',
  'FILTER',
  'WITHIN',
  'NOWAIT',
  'RETURNING',
  'LATERAL',
  'NATURAL',
  'POSITIONAL',
  'ILIKE',
  'SIMILAR',
  'ESCAPE',
  'EXCLUDE',
  'NULLS',
]);

/** What stands behind ASOF where it is no alias. */
const asofContinuations: ReadonlySet<string> = new Set(['JOIN', 'LEFT', 'INNER', 'RIGHT', 'FULL', 'SEMI', 'ANTI']);

/** Relations with what is said about them: alias, time travel, secrets, sample. */
export abstract class SourceGrammar extends PostfixGrammar {
  declare readonly values: Rule<Values>;
  declare readonly joinedSource: Rule<TableSource>;

  readonly source: Rule<Source> = this.RULE('source', () => {
    const start = this.start();
    const parts: SourceParts = {};
    const lateral =
      this.OPTION({
        GATE: () => this.isWord(2) || this.is('LeftParen', 2) || this.is('LeftBracket', 2),
        DEF: () => this.CONSUME(T.LATERAL),
      }) !== undefined;
    const relation = this.SUBRULE(this.relation);
    this.MANY({
      GATE: () => this.startsSourcePart(parts),
      DEF: () => this.sourcePart(parts),
    });
    const { alias, columns = [], travel, secrets = [], sample } = parts;
    return this.make('Source', start, { lateral, relation, alias, columns, travel, secrets, sample });
  });

  readonly file: Rule<FileSource> = this.RULE('file', () => {
    const start = this.start();
    return this.make('FileSource', start, {
      path: stringLiteral(this.CONSUME(T.String), this.dialect),
      call: undefined,
    });
  });

  readonly relation: Rule<Relation> = this.RULE('relation', () => {
    const start = this.start();
    return this.OR<Choice<Relation>>([
      { ALT: () => this.SUBRULE(this.file) },
      { ALT: () => this.SUBRULE(this.interpolation) },
      {
        GATE: () => this.startsQueryInParentheses(),
        ALT: () => this.make('SubquerySource', start, { query: this.queryInParentheses() }),
      },
      {
        ALT: () => {
          this.CONSUME(T.LeftParen);
          this.ACTION(() => this.deepen());
          const source = this.bracketed(() => this.SUBRULE(this.joinedSource));
          this.level--;
          this.CONSUME(T.RightParen);
          return this.make('NestedSource', start, { source });
        },
      },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.values) },
      { GATE: () => this.is('LeftParen', 2), ALT: () => this.SUBRULE(this.unnest) },
      { ALT: () => this.SUBRULE(this.namedRelation) },
    ]);
  });

  readonly namedRelation: Rule<Relation> = this.RULE('namedRelation', () => {
    const start = this.start();
    const name = this.SUBRULE(this.name);
    const args = this.OPTION1<readonly Argument[]>({
      GATE: () => this.sameLine(),
      DEF: () => {
        this.CONSUME(T.LeftParen);
        const found = this.bracketed(() => this.OPTION2(() => this.SUBRULE(this.callArguments)));
        this.CONSUME(T.RightParen);
        return found ?? [];
      },
    });
    if (args === undefined) return this.make('TableName', start, { name });
    const address = this.ACTION(() => addressOf(name, args));
    return address === null
      ? this.make('FunctionSource', start, { name, args })
      : this.make('FileSource', start, { path: address, call: true });
  });

  readonly unnest: Rule<Relation> = this.RULE('unnest', () => {
    const start = this.start();
    this.CONSUME(T.UNNEST);
    this.CONSUME(T.LeftParen);
    const lists = this.bracketed(() => this.SUBRULE(this.expressions));
    this.CONSUME(T.RightParen);
    const ordinality = this.OPTION({
      GATE: () => this.is('ORDINALITY', 2),
      DEF: () => (this.CONSUME(T.WITH), this.CONSUME(T.ORDINALITY)),
    });
    return this.make('UnnestSource', start, { lists, ordinality: ordinality !== undefined });
  });

  readonly asOf: Rule<AsOf> = this.RULE('asOf', () => {
    const start = this.start();
    this.CONSUME(T.AS);
    this.CONSUME(T.OF);
    return this.make('AsOf', start, { time: this.SUBRULE(this.timeOperand) });
  });

  readonly since: Rule<Since> = this.RULE('since', () => {
    const start = this.start();
    this.CONSUME(T.SINCE);
    const low = this.SUBRULE1(this.timeOperand);
    const high = this.OPTION(() => (this.CONSUME(T.UNTIL), this.SUBRULE2(this.timeOperand)));
    return this.make('Since', start, { low, high });
  });

  /** A sum in which AS is no cast, so that an alias may follow. */
  readonly timeOperand: Rule<Expression> = this.RULE('timeOperand', () => {
    const { castAllowed } = this;
    this.castAllowed = false;
    const time = this.SUBRULE(this.operation, { ARGS: [level.additive] });
    this.castAllowed = castAllowed;
    return time;
  });

  readonly secrets: Rule<readonly Identifier[]> = this.RULE('secrets', () => {
    this.CONSUME(T.WITH);
    this.CONSUME(T.SECRET);
    this.CONSUME(T.LeftBracket);
    const names = [this.SUBRULE1(this.structKey)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      names.push(this.SUBRULE2(this.structKey));
    });
    this.CONSUME(T.RightBracket);
    return names;
  });

  readonly sample: Rule<Sample> = this.RULE('sample', () => {
    const start = this.start();
    this.OR1([
      { ALT: () => (this.OPTION1(() => this.CONSUME(T.TABLE)), this.CONSUME(T.SAMPLE)) },
      { ALT: () => this.CONSUME(T.TABLESAMPLE) },
    ]);
    const method = this.OPTION2({
      GATE: () => this.is('LeftParen', 2),
      DEF: () => this.SUBRULE(this.identifier),
    });
    const { amount, unit } = this.OR2([
      {
        ALT: () => {
          this.CONSUME(T.LeftParen);
          const inside = this.bracketed(() => this.SUBRULE1(this.sampleAmount));
          this.CONSUME(T.RightParen);
          return inside;
        },
      },
      { ALT: () => this.SUBRULE2(this.sampleAmount) },
    ]);
    const seed = this.OPTION3({
      GATE: () => this.is('LeftParen', 2),
      DEF: () => {
        this.CONSUME(T.REPEATABLE);
        return this.SUBRULE(this.parenthesized);
      },
    });
    // these methods give each row a chance: standard SQL has them take a share without saying so
    const takesShare = method !== undefined && /^(?:bernoulli|system)$/i.test(method.text);
    return this.make('Sample', start, { amount, unit: unit ?? (takesShare ? 'percent' : 'rows'), method, seed });
  });

  readonly sampleAmount: Rule<{ amount: Expression; unit: Sample['unit'] | undefined }> = this.RULE(
    'sampleAmount',
    () => {
      const amount = this.SUBRULE(this.literal);
      const unit = this.OPTION(() =>
        this.OR<Choice<Sample['unit']>>([
          { ALT: () => (this.CONSUME(T.Percent), 'percent') },
          { ALT: () => (this.CONSUME(T.PERCENT), 'percent') },
          { ALT: () => (this.CONSUME(T.ROWS), 'rows') },
        ]),
      );
      return { amount, unit };
    },
  );

  readonly alias: Rule<Identifier> = this.RULE('alias', () => {
    this.OPTION(() => this.CONSUME(T.AS));
    return this.SUBRULE(this.identifier);
  });

  /** Is an alias next: a name after AS, or a name on the same line that begins no clause? */
  protected aliasFollows(): boolean {
    if (this.is('AS')) return true;
    if (!this.isWord() || !this.sameLine()) return false;
    const kind = this.kind();
    if (kind === 'TABLE' && this.is('SAMPLE', 2)) return false;
    if (kind === 'ASOF') return !asofContinuations.has(this.kind(2));
    return !clauseWords.has(kind);
  }

  protected isClauseWord(): boolean {
    return clauseWords.has(this.kind());
  }

  /** `(` that opens a query: of `((…` it is one if the inner one is and no join or alias follows it. */
  protected override startsQueryInParentheses(ahead = 1): boolean {
    let token = this.ahead(ahead);
    // Deeper than that nothing is read anyway.
    for (let depth = 0; depth <= MAX_NESTING; depth++) {
      if (token?.tokenType !== T.LeftParen) return false;
      const inner = this.tokenAt(token.index + 1);
      if (inner === undefined) return false;
      if (this.startsQueryAt(inner)) return true;
      if (inner.tokenType !== T.LeftParen || inner.partner < 0) return false;
      const after = this.tokenAt(inner.partner + 1);
      if (after !== undefined && !queryContinuations.has(after.tokenType.name)) return false;
      token = inner;
    }
    return false;
  }

  private startsQueryAt(token: StreamToken): boolean {
    return queryStarts.has(token.tokenType.name);
  }

  private startsSourcePart(parts: SourceParts): boolean {
    switch (this.kind()) {
      case 'AS':
        return this.is('OF', 2) ? parts.travel === undefined : parts.alias === undefined;
      case 'SINCE':
        return parts.travel === undefined && !this.is('Equal', 2);
      case 'WITH':
        return this.is('SECRET', 2) && this.is('LeftBracket', 3);
      case 'SAMPLE':
      case 'TABLESAMPLE':
        return parts.sample === undefined && !this.is('Equal', 2);
      case 'TABLE':
        if (this.is('SAMPLE', 2)) return true;
        return parts.alias === undefined && this.aliasFollows();
      default:
        return parts.alias === undefined && this.aliasFollows();
    }
  }

  private sourcePart(parts: SourceParts): void {
    this.OR([
      {
        GATE: () => this.is('OF', 2),
        ALT: () => {
          parts.travel = this.SUBRULE(this.asOf);
        },
      },
      {
        GATE: () => this.is('SINCE'),
        ALT: () => {
          parts.travel = this.SUBRULE(this.since);
        },
      },
      {
        ALT: () => {
          parts.secrets = this.SUBRULE(this.secrets);
        },
      },
      {
        GATE: () => this.is('SAMPLE') || this.is('TABLESAMPLE') || this.is('SAMPLE', 2),
        ALT: () => {
          parts.sample = this.SUBRULE(this.sample);
        },
      },
      {
        ALT: () => {
          parts.alias = this.SUBRULE(this.alias);
          this.OPTION1({
            GATE: () => this.sameLine(),
            DEF: () => {
              parts.columns = this.SUBRULE(this.columnList);
            },
          });
        },
      },
    ]);
  }
}

const queryStarts: ReadonlySet<string> = new Set(['SELECT', 'FROM', 'WITH', 'VALUES', 'STREAM']);
const queryContinuations: ReadonlySet<string> = new Set([
  'RightParen',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'THEN',
]);

/** What `httpfs('https://…')` reads: a file, as its address alone names it. */
function addressOf(name: Name, args: readonly Argument[]): FileSource['path'] | null {
  const [only, ...others] = args;
  if (name.parts.length !== 1 || name.parts[0]!.text.toLowerCase() !== 'httpfs') return null;
  if (only === undefined || others.length > 0 || only.name !== undefined) return null;
  return only.value.kind === 'StringLiteral' ? only.value : null;
}
