import type { Argument } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type {
  Assign,
  Block,
  CallStatement,
  For,
  If,
  IfBranch,
  Let,
  ScriptParameters,
  Statement,
  While,
} from '../../ir/syntax-statement.ts';
import { reservedWords, type TokenKind } from '../../ir/tokens.ts';
import type { StreamToken } from '../token-stream.ts';
import { T } from '../token-types.ts';
import { AlterGrammar } from './alter-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** What changes of rows begin with. */
const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'UPSERT', 'MERGE']);

const reservedKinds: ReadonlySet<string> = new Set(reservedWords);

/** What ends statements that have no braces around them. */
const looseClosers: ReadonlySet<string> = new Set(['ELIF', 'ELSE', 'END', 'RightBrace', 'RightParen']);

/** Procedural statements, expressions in their widest form, and the choice between all statements. */
export abstract class StatementGrammar extends AlterGrammar {
  override readonly statement: Rule<Statement> = this.RULE('statement', () => {
    const start = this.start();
    this.ACTION(() => this.deepen());
    const statement = this.OR<Choice<Statement>>(
      (this.#alternatives ??= [
        { ALT: () => this.SUBRULE(this.let) },
        { ALT: () => this.SUBRULE(this.returnStatement) },
        { ALT: () => this.SUBRULE(this.throwStatement) },
        { ALT: () => this.SUBRULE(this.if) },
        { ALT: () => this.SUBRULE(this.while) },
        { ALT: () => this.SUBRULE(this.for) },
        { GATE: () => this.endsAfterVerb(), ALT: () => this.SUBRULE(this.loopExit) },
        { GATE: () => this.is('CALL') && this.isWord(2), ALT: () => this.SUBRULE(this.callStatement) },
        { GATE: () => !this.is('UPSERT') || this.is('INTO', 2), ALT: () => this.SUBRULE(this.changeStatement) },
        { ALT: () => this.SUBRULE(this.upsert) },
        { ALT: () => this.SUBRULE(this.create) },
        { ALT: () => this.SUBRULE1(this.defineFunction, { ARGS: [this.start(), false] }) },
        { ALT: () => this.SUBRULE(this.drop) },
        { ALT: () => this.SUBRULE(this.setSetting) },
        { GATE: () => this.startsTypeStatement(), ALT: () => this.SUBRULE(this.typeStatement) },
        { GATE: () => this.startsAudit(), ALT: () => this.SUBRULE(this.audit, { ARGS: [this.start()] }) },
        { GATE: () => this.isWord(2) && this.sameLine(2), ALT: () => this.SUBRULE(this.test) },
        { GATE: () => this.startsParameters(), ALT: () => this.SUBRULE(this.scriptParameters) },
        { GATE: () => this.startsCommand(), ALT: () => this.SUBRULE(this.command) },
        { GATE: () => this.startsAssignment(), ALT: () => this.SUBRULE(this.assign) },
        { GATE: () => this.startsWithChange(), ALT: () => this.SUBRULE(this.withChange) },
        { GATE: () => this.startsQueryStatement(), ALT: () => this.SUBRULE(this.queryStatement) },
        { ALT: () => this.SUBRULE(this.expressionStatement) },
      ]),
    );
    this.level--;
    return statement ?? this.make('ErrorStatement', start, {});
  });
  #alternatives: Choice<Statement> | undefined;

  readonly changeStatement: Rule<Statement> = this.RULE('changeStatement', () => this.SUBRULE(this.change));

  readonly queryStatement: Rule<Statement> = this.RULE('queryStatement', () => {
    const start = this.start();
    this.streamAllowedAt = start;
    return this.make('QueryStatement', start, { query: this.SUBRULE(this.query) });
  });

  readonly expressionStatement: Rule<Statement> = this.RULE('expressionStatement', () => {
    const start = this.start();
    const expression = this.SUBRULE(this.expression);
    // In parentheses a query or change is still the statement that it is without.
    if (expression.kind === 'Subquery') return this.make('QueryStatement', start, { query: expression.query });
    if (expression.kind === 'ChangeExpression') return expression.change;
    return this.make('ExpressionStatement', start, { expression });
  });

  override readonly expression: Rule<Expression> = this.RULE('expression', () => {
    const start = this.start();
    this.ACTION(() => this.deepen());
    const expression = this.OR<Choice<Expression>>([
      {
        GATE: () => this.startsWithChange(),
        ALT: () => this.make('ChangeExpression', start, { change: this.SUBRULE(this.withChange) }),
      },
      {
        GATE: () => !this.is('LeftParen') || this.queryGoesOn(),
        ALT: () => this.make('Subquery', start, { query: this.SUBRULE(this.query) }),
      },
      { ALT: () => this.SUBRULE(this.try) },
      {
        GATE: () => this.startsChange(),
        ALT: () => this.make('ChangeExpression', start, { change: this.SUBRULE(this.change) }),
      },
      { ALT: () => this.SUBRULE(this.operation) },
    ]);
    this.level--;
    return expression;
  });

  /** An expression that is no bare query: conditions, select items. */
  override readonly value: Rule<Expression> = this.RULE('value', () => {
    this.ACTION(() => this.deepen());
    const value = this.OR<Choice<Expression>>([
      { ALT: () => this.SUBRULE(this.try) },
      { ALT: () => this.SUBRULE(this.operation) },
    ]);
    this.level--;
    return value;
  });

  readonly let: Rule<Let> = this.RULE('let', () => {
    const start = this.start();
    this.CONSUME(T.LET);
    const name = this.SUBRULE(this.identifier);
    const type = this.OPTION(() => (this.CONSUME(T.Colon), this.SUBRULE(this.type)));
    this.CONSUME(T.Equal);
    this.streamAllowedAt = this.start();
    return this.make('Let', start, { name, type, value: this.SUBRULE(this.expression) });
  });

  readonly scriptParameters: Rule<ScriptParameters> = this.RULE('scriptParameters', () => {
    const start = this.start();
    this.CONSUME(T.PARAMETERS);
    return this.make('ScriptParameters', start, { parameters: this.SUBRULE(this.parameters) });
  });

  readonly assign: Rule<Assign> = this.RULE('assign', () => {
    const start = this.start();
    const target = this.SUBRULE(this.operand);
    this.ACTION(() => {
      if (target.kind === 'Slice')
        this.fail({ code: 'PLG1014', params: { what: 'a slice', place: 'on the left of `=`' } });
    });
    this.CONSUME(T.Equal);
    return this.make('Assign', start, { target, value: this.SUBRULE(this.expression) });
  });

  /** BREAK, CONTINUE. */
  readonly loopExit: Rule<Statement> = this.RULE('loopExit', () => {
    const start = this.start();
    return this.OR<Choice<Statement>>([
      { ALT: () => (this.CONSUME(T.BREAK), this.make('Break', start, {})) },
      { ALT: () => (this.CONSUME(T.CONTINUE), this.make('Continue', start, {})) },
    ]);
  });

  override readonly callStatement: Rule<CallStatement> = this.RULE('callStatement', () => {
    const start = this.start();
    this.CONSUME(T.CALL);
    const procedure = this.SUBRULE(this.name);
    this.CONSUME(T.LeftParen);
    const args = this.bracketed(() => this.OPTION1<readonly Argument[]>(() => this.SUBRULE(this.callArguments)));
    this.CONSUME(T.RightParen);
    const nowait = this.OPTION2({ GATE: () => this.sameLine(), DEF: () => this.CONSUME(T.NOWAIT) });
    return this.make('CallStatement', start, { procedure, args: args ?? [], nowait: nowait !== undefined });
  });

  readonly if: Rule<If> = this.RULE('if', () => {
    const start = this.start();
    const branches: IfBranch[] = [];
    let loose = false;
    const arm = (branch: { readonly node: IfBranch; readonly loose: boolean }): void => {
      branches.push(branch?.node);
      loose = branch?.loose;
    };
    this.CONSUME(T.IF);
    arm(this.SUBRULE1(this.ifBranch, { ARGS: [start] }));
    this.MANY({
      GATE: () => this.is('ELIF') || this.is('IF', 2),
      DEF: () => {
        const at = this.start();
        this.OR1([{ ALT: () => this.CONSUME(T.ELIF) }, { ALT: () => (this.CONSUME1(T.ELSE), this.CONSUME2(T.IF)) }]);
        arm(this.SUBRULE2(this.ifBranch, { ARGS: [at] }));
      },
    });
    const otherwise = this.OPTION1(() => {
      this.CONSUME2(T.ELSE);
      return this.OR2<Choice<Block>>([
        { GATE: () => this.startsBlock(), ALT: () => ((loose = false), this.SUBRULE(this.block)) },
        { ALT: () => ((loose = true), this.SUBRULE(this.looseStatements)) },
      ]);
    });
    this.OPTION2({ GATE: () => loose, DEF: () => this.CONSUME(T.END) });
    return this.make('If', start, { branches, otherwise });
  });

  /** A condition and its statements, in braces or after THEN (`loose`). */
  readonly ifBranch: Rule<{ readonly node: IfBranch; readonly loose: boolean }, [start: number]> = this.RULE(
    'ifBranch',
    (start: number) => {
      const condition = this.SUBRULE(this.value);
      const loose = this.OPTION(() => this.CONSUME(T.THEN)) !== undefined;
      const body = this.OR<Choice<Block>>([
        { GATE: () => !loose || this.startsBlock(), ALT: () => this.SUBRULE(this.block) },
        { GATE: () => loose, ALT: () => this.SUBRULE(this.looseStatements) },
      ]);
      return { node: this.make('IfBranch', start, { condition, body }), loose };
    },
  );

  readonly while: Rule<While> = this.RULE('while', () => {
    const start = this.start();
    this.CONSUME(T.WHILE);
    const condition = this.SUBRULE(this.value);
    return this.make('While', start, { condition, body: this.SUBRULE(this.block) });
  });

  readonly for: Rule<For> = this.RULE('for', () => {
    const start = this.start();
    this.CONSUME(T.FOR);
    const first = this.SUBRULE1(this.identifier);
    const second = this.OPTION(() => (this.CONSUME(T.Comma), this.SUBRULE2(this.identifier)));
    this.CONSUME(T.IN);
    const source = this.SUBRULE(this.expression);
    const body = this.SUBRULE(this.block);
    const index = second === undefined ? undefined : first;
    return this.make('For', start, { index, variable: second ?? first, source, body });
  });

  override readonly block: Rule<Block> = this.RULE('block', () => {
    const start = this.start();
    this.CONSUME(T.LeftBrace);
    const statements = this.bracketed(() => this.SUBRULE(this.statements, { ARGS: [blockClosers] }));
    this.CONSUME(T.RightBrace);
    return this.make('Block', start, { statements });
  });

  /** Statements without braces; what ends them is left to the caller. */
  readonly looseStatements: Rule<Block> = this.RULE('looseStatements', () => {
    const start = this.start();
    const statements = this.bracketed(() => this.SUBRULE(this.statements, { ARGS: [looseClosers] }));
    return this.make('Block', start, { statements });
  });

  /** Statements without braces after THEN; END closes the innermost. */
  override readonly looseBlock: Rule<Block> = this.RULE('looseBlock', () => {
    const body = this.SUBRULE(this.looseStatements);
    this.OPTION(() => this.CONSUME(T.END));
    return body;
  });

  /**
   * Refuses a second statement on a line that begins with a mere name or value: `let a = b c` is a mistake more often
   * than two statements. Behind `;` and `}`, and with a reserved word in front, it is clear.
   */
  protected refuseRunOn(): void {
    if (!this.sameLine() || clearEnds.has(this.LA(0).tokenType.name)) return;
    if (this.isWord() || valueStarts.has(this.kind())) this.refuse(['`;` or a new line']);
  }

  /** `x =`, `a.b =`, `a[i] =`. */
  private startsAssignment(): boolean {
    if (!this.isWord()) return false;
    let n = 2;
    for (;;) {
      if (this.is('Equal', n)) return true;
      if (this.is('Dot', n) && this.isWord(n + 1)) n += 2;
      else {
        const token = this.ahead(n);
        if (token?.tokenType !== T.LeftBracket || token.newline || token.partner < 0) return false;
        n += token.partner - token.index + 1;
      }
    }
  }

  private startsTypeStatement(): boolean {
    const second = this.kind(2);
    if (second === 'SECRET' || second === 'EXCEPTION') return this.is('AS', 3);
    if (second !== 'STRUCT' || !this.is('AS', 3)) return false;
    let n = 4;
    while (this.isWord(n) && this.is('Dot', n + 1)) n += 2;
    return this.is('LeftParen', n + 1);
  }

  /** `parameters (day date`, not the call of a function with values. */
  private startsParameters(): boolean {
    if (!this.is('LeftParen', 2) || !this.isWord(3)) return false;
    return this.isWord(4) || parameterGoesOn.has(this.kind(4));
  }

  private startsAudit(): boolean {
    return (
      this.isWord(2) && this.sameLine(2) && (this.is('LeftParen', 3) || this.is('AS', 3) || this.is('LeftBrace', 3))
    );
  }

  private startsChange(): boolean {
    const kind = this.kind();
    if (kind === 'MERGE' || kind === 'UPSERT') return this.is('INTO', 2);
    return kind === 'INSERT' || kind === 'UPDATE' || kind === 'DELETE';
  }

  /** WITH and its tables before a change of rows. */
  private startsWithChange(): boolean {
    let token = this.is('WITH') ? this.ahead() : undefined;
    while (token !== undefined) {
      const as: number = this.indexOf('AS', token.index);
      const open = this.tokenAt(as + 1);
      const after: StreamToken | undefined =
        open === undefined || open.partner < 0 ? undefined : this.tokenAt(open.partner + 1);
      if (after?.tokenType.name !== 'Comma') return after !== undefined && CHANGES.has(after.tokenType.name);
      token = after;
    }
    return false;
  }

  /** The place of the next token of a kind, over a table's name and columns; none where a reserved word comes first. */
  private indexOf(kind: TokenKind, from: number): number {
    for (let index = from + 1; ; index++) {
      const token = this.tokenAt(index);
      if (token === undefined) return -2;
      if (token.tokenType.name === kind) return index;
      if (reservedKinds.has(token.tokenType.name)) return -2;
    }
  }

  private startsQueryStatement(): boolean {
    if (!this.is('LeftParen')) return true;
    if (!this.startsQueryInParentheses()) return false;
    const token = this.ahead();
    const after = token && token.partner >= 0 ? this.tokenAt(token.partner + 1) : undefined;
    return (
      after === undefined ||
      after.newline ||
      endsStatement.has(after.tokenType.name) ||
      goesOn.has(after.tokenType.name)
    );
  }

  /** `(query)` with a set operator or a clause of a query after it. */
  private queryGoesOn(): boolean {
    if (!this.startsQueryInParentheses()) return false;
    const token = this.ahead();
    const after = token && token.partner >= 0 ? this.tokenAt(token.partner + 1) : undefined;
    return after !== undefined && goesOn.has(after.tokenType.name);
  }
}

const parameterGoesOn: ReadonlySet<string> = new Set(['Colon', 'Comma', 'Equal', 'RightParen']);
const clearEnds: ReadonlySet<string> = new Set(['Semicolon', 'RightBrace', 'END']);
const valueStarts: ReadonlySet<string> = new Set([
  'Number',
  'String',
  'AtName',
  'BindName',
  'Question',
  'LeftParen',
  'LeftBracket',
  'TRUE',
  'FALSE',
  'NULL',
  'NOT',
  'Bang',
]);
const blockClosers: ReadonlySet<string> = new Set(['RightBrace']);
const endsStatement: ReadonlySet<string> = new Set(['Semicolon', 'RightBrace', 'EOF', 'ELIF', 'ELSE', 'END']);
const goesOn: ReadonlySet<string> = new Set([
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'THEN',
]);
