import { isRecognitionException, type IToken } from 'chevrotain';
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Program } from '../ir/syntax.ts';
import type { SourceFile } from '../source/source-file.ts';
import { makeNode } from './build/node.ts';
import { tokenEnd } from './build/token-span.ts';
import { StatementGrammar } from './grammar/statement-grammar.ts';
import type { Rule } from './grammar/parser-base.ts';
import { reportFailure, reportMissingComma } from './report.ts';
import { syncPoint } from './recover.ts';
import { mistypedStart } from './mistyped-words.ts';
import { SyntaxFailure } from './syntax-failure.ts';
import type { StreamToken } from './token-stream.ts';
import { T } from './token-types.ts';

/** The whole grammar, with recovery: a statement that cannot be read becomes an ErrorStatement and a diagnostic. */
export class GrizzlyParser extends StatementGrammar {
  #file: SourceFile = { name: '', text: '', dialect: 'plg' };
  #tokens: readonly StreamToken[] = [];
  #diagnostics: Diagnostic[] = [];

  /** With `validate` the grammar itself is checked, which takes a while and is for tests. */
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  /** Runs a rule over a file's tokens. */
  run<Result>(
    file: SourceFile,
    tokens: StreamToken[],
    rule: (parser: this) => Result,
  ): { result: Result; diagnostics: Diagnostic[] } {
    this.#file = file;
    this.#diagnostics = [];
    this.dialect = file.dialect;
    // Chevrotain pads its input; the tokens themselves stay as they are.
    this.input = [...tokens];
    this.#tokens = tokens;
    Object.assign(this, freshContext);
    const result = rule(this);
    const diagnostics = this.#diagnostics;
    this.#diagnostics = [];
    this.input = [];
    this.#tokens = [];
    return { result, diagnostics };
  }

  /** Runs a rule that must take all tokens, without recovery: the result is missing if it cannot. */
  runAlone<Result>(
    file: SourceFile,
    tokens: StreamToken[],
    rule: (parser: this) => Result,
  ): { result: Result | undefined; diagnostics: Diagnostic[] } {
    return this.run(file, tokens, () => {
      try {
        const result = rule(this);
        for (const error of this.errors) this.#diagnostics.push(reportFailure(file, tokens, error, error.token));
        return this.errors.length === 0 ? result : undefined;
      } catch (error) {
        if (!isSyntaxError(error)) throw error;
        this.#diagnostics.push(reportFailure(file, tokens, error, this.LA(1)));
        return undefined;
      }
    });
  }

  readonly program: Rule<Program> = this.RULE('program', () => {
    const statements = this.SUBRULE(this.statements, { ARGS: [noClosers] });
    return this.ACTION(() => {
      const program = this.make('Program', 0, { file: this.#file.name, statements });
      return Object.freeze({ ...program, span: Object.freeze({ start: 0, end: this.#file.text.length }) });
    });
  });

  /** Statements up to one of `closers`, which is not read, or to the end. */
  override readonly statements: Rule<readonly Statement[], [closers?: ReadonlySet<string>]> = this.RULE(
    'statements',
    (closers: ReadonlySet<string> = noClosers) => {
      const statements: Statement[] = [];
      const before = this.LA(0) as StreamToken;
      const open = before.index === undefined ? -1 : before.tokenType === T.LeftBrace ? before.index : before.parent;
      let more = true;
      while (more) {
        this.MANY({
          GATE: () => !closers.has(this.kind()),
          DEF: () =>
            this.OR([{ ALT: () => this.CONSUME(T.Semicolon) }, { ALT: () => this.guarded(statements, open, closers) }]),
        });
        more = !this.RECORDING_PHASE && !this.is('EOF' as never) && !closers.has(this.kind());
        if (!more) continue;
        const stray = new SyntaxFailure({ kind: 'unexpected', expected: ['a statement'] }, this.LA(1));
        this.#skip(statements, stray, this.LA(1), open, closers);
      }
      return statements;
    },
  );

  private guarded(statements: Statement[], open: number, closers: ReadonlySet<string>): void {
    const { level, height, castAllowed, lambdaAllowed, percentIsUnit, elisionAllowed, bodiless } = this;
    const context = { level, height, castAllowed, lambdaAllowed, percentIsUnit, elisionAllowed, bodiless };
    const first = this.LA(1);
    try {
      this.ACTION(() => {
        if (statements.length === 0) return;
        this.refuseRunOn();
        // `delte from t`: a name alone, with another statement right behind it
        if (mistypedStart(this.#tokens, first as StreamToken) !== undefined) this.refuse(['`;` or a new line']);
      });
      statements.push(this.SUBRULE(this.statement));
    } catch (error) {
      if (!isSyntaxError(error)) throw error;
      Object.assign(this, context);
      this.#skip(statements, error, first, open, closers);
    }
  }

  /** Reports what went wrong and goes on behind the statement that began at `first`. */
  #skip(statements: Statement[], error: Error, first: IToken, open: number, closers: ReadonlySet<string>): void {
    const tokens = this.#tokens;
    this.#diagnostics.push(reportFailure(this.#file, tokens, error, this.LA(1)));
    const from = (this.LA(1) as StreamToken).index ?? tokens.length;
    const started = (first as StreamToken).index ?? tokens.length;
    const to = syncPoint(tokens, Math.max(from, started + 1), open, closers);
    for (let index = from; index < to; index++) this.SKIP_TOKEN();
    const last = tokens[Math.min(to, tokens.length) - 1];
    statements.push(makeNode('ErrorStatement', first.startOffset, last === undefined ? 0 : tokenEnd(last), {}));
  }

  protected override missingComma(at: number): void {
    this.#diagnostics.push(reportMissingComma(this.#file, at, this.LA(1).image));
  }
}

/** Errors of the text: ours, chevrotain's, and a stack that did not suffice. */
function isSyntaxError(error: unknown): error is Error {
  if (error instanceof SyntaxFailure || error instanceof RangeError) return true;
  return error instanceof Error && isRecognitionException(error);
}

/** The context at the start of a file. */
const freshContext = {
  level: 0,
  height: 0,
  castAllowed: true,
  lambdaAllowed: true,
  percentIsUnit: false,
  elisionAllowed: false,
  bodiless: false,
  streamAllowedAt: -1,
  placeholders: 0,
};

const noClosers: ReadonlySet<string> = new Set();
