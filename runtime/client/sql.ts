import type { Value } from '../columnar/value.ts';

/** A text with the values of its parameters; made by `sql`. */
export class SqlText {
  readonly text: string;
  /** The values of `$1`, `$2`, … */
  readonly parameters: readonly (Value | Date)[];

  constructor(text: string, parameters: readonly (Value | Date)[]) {
    this.text = text;
    this.parameters = parameters;
  }
}

/** A text whose values go beside it as parameters, never into it: ``sql`select * from t where id = ${id}` ``. Another `sql` text in a gap becomes part of it. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Value | Date | SqlText)[]): SqlText {
  const parameters: (Value | Date)[] = [];
  const part = (pieces: readonly string[], gaps: readonly (Value | Date | SqlText)[]): string =>
    pieces.map((piece, i) => (i === 0 ? piece : gap(gaps[i - 1]!) + piece)).join('');
  const gap = (value: Value | Date | SqlText): string => {
    if (value instanceof SqlText) return inner(value);
    parameters.push(value);
    return `$${parameters.length}`;
  };
  const inner = ({ text, parameters: values }: SqlText): string =>
    text.replace(/\$(\d+)/g, (_, number: string) => gap(values[Number(number) - 1]!));
  return new SqlText(part(strings, values), parameters);
}
