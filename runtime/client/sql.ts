import type { ParameterValue } from './runner.ts';

/** A text with the values of its parameters; made by `sql`. */
export class SqlText {
  readonly text: string;
  /** The values of `$1`, `$2`, … */
  readonly parameters: readonly ParameterValue[];

  constructor(text: string, parameters: readonly ParameterValue[]) {
    this.text = text;
    this.parameters = parameters;
  }
}

/** A text whose values go beside it as parameters, never into it: ``sql`select * from t where id = ${id}` ``. Another `sql` text in a gap becomes part of it. */
export function sql(strings: TemplateStringsArray, ...values: readonly (ParameterValue | SqlText)[]): SqlText {
  const parameters: ParameterValue[] = [];
  const part = (pieces: readonly string[], gaps: readonly (ParameterValue | SqlText)[]): string =>
    pieces.map((piece, i) => (i === 0 ? piece : gap(gaps[i - 1]!) + piece)).join('');
  const gap = (value: ParameterValue | SqlText): string => {
    if (value instanceof SqlText) return inner(value);
    parameters.push(value);
    return `$${parameters.length}`;
  };
  const inner = ({ text, parameters: values }: SqlText): string =>
    text.replace(/\$(\d+)/g, (_, number: string) => gap(values[Number(number) - 1]!));
  return new SqlText(part(strings, values), parameters);
}
