import { decimal, INT, STRING, type DataType } from '../../compiler/contract/data-type.ts';
import type { Value } from '../columnar/value.ts';

/** A literal that was taken out of a text. */
export interface LiftedLiteral {
  /** The local that stands in its place, `$literal1`. */
  readonly name: string;
  readonly type: DataType;
  readonly value: Value;
}

/** A statement whose literals became locals: texts that differ in these alone share it. */
export interface LiftedText {
  readonly text: string;
  readonly literals: readonly LiftedLiteral[];
  /** Where a place of the lifted text lies in the original one; both are offsets. */
  readonly original: (offset: number) => number;
}

/** Comments and white space · strings · quoted names · numbers · words · operators · anything else. */
const PIECES =
  /(--[^\n]*|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\s+)|('(?:[^'\\]|'')*'|"(?:[^"\\]|"")*")|(`[^`]*`)|(\d[\d_]*(?:\.\d[\d_]*)?(?![\w.]))|([A-Za-z_$@][\w$]*)|(<>|<=|>=|!=|==|[<>=])|([\s\S])/g;
const LIFTED_STATEMENTS = new Set(['select', 'from', 'with', 'insert', 'update', 'delete', 'upsert']);

/** Words that begin a clause; those of `CONDITIONS` hold values that name no column of the result. */
const CLAUSES = new Set([
  'select',
  'from',
  'where',
  'on',
  'having',
  'qualify',
  'set',
  'values',
  'group',
  'order',
  'limit',
  'offset',
  'returning',
  'window',
  'then',
  'do',
  'union',
  'intersect',
  'except',
  'with',
  'using',
]);
const CONDITIONS = new Set(['where', 'on', 'having', 'qualify', 'set']);

/**
 * Takes the literals out of a query or data change that are compared with something in a condition, assigned, or stand in VALUES: there, and only there, a literal
 * means the same as a local of its type. `null` where there are none, where the text is something else, or more than one statement.
 */
export function liftLiterals(text: string): LiftedText | null {
  const first = /[A-Za-z]+/.exec(text)?.[0].toLowerCase();
  if (first === undefined || !LIFTED_STATEMENTS.has(first)) return null;
  const literals: LiftedLiteral[] = [];
  const shifts: { readonly at: number; readonly by: number }[] = [];
  let lifted = '';
  let before = '';
  // the clause at each depth of parentheses
  const clauses = [''];
  for (const match of text.matchAll(PIECES)) {
    const [piece, gap, string, , number, word, comparison, other] = match;
    if (gap !== undefined) {
      lifted += piece;
      continue;
    }
    if (before === ';' || other === '\\' || other === "'" || other === '"') return null;
    if (piece === '(') clauses.push(clauses.at(-1)!);
    else if (piece === ')' && clauses.length > 1) clauses.pop();
    else if (word !== undefined && CLAUSES.has(word.toLowerCase())) clauses[clauses.length - 1] = word.toLowerCase();
    const clause = clauses.at(-1)!;
    const stands =
      (before === '=' && CONDITIONS.has(clause)) || ((before === '(' || before === ',') && clause === 'values');
    const literal = stands && (string ?? number) !== undefined ? literalOf(string, number, literals.length + 1) : null;
    if (literal !== null) {
      literals.push(literal);
      shifts.push({ at: lifted.length + literal.name.length, by: piece.length - literal.name.length });
    }
    lifted += literal === null ? piece : literal.name;
    before = comparison === undefined ? piece : '=';
  }
  if (literals.length === 0) return null;
  return {
    text: lifted,
    literals,
    original: (offset) => shifts.reduce((place, { at, by }) => (offset >= at ? place + by : place), offset),
  };
}

function literalOf(string: string | undefined, number: string | undefined, index: number): LiftedLiteral | null {
  const name = `$literal${index}`;
  if (string !== undefined) {
    const quote = string[0]!;
    return { name, type: STRING, value: string.slice(1, -1).replaceAll(quote + quote, quote) };
  }
  const [whole, fraction = ''] = number!.replaceAll('_', '').split('.');
  const digits = whole! + fraction;
  if (digits.length > 15) return null;
  const type =
    fraction === ''
      ? INT
      : decimal(
          Math.max(digits.replace(/^0+/, '').length, fraction.length + (whole === '0' ? 0 : 1), 1),
          fraction.length,
        );
  return { name, type, value: Number(digits) };
}
