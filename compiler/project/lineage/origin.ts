/**
 * Where a value comes from:
 * - `column`: a column of a table or view; `relation` is `schema.name`, the column `*` where only run time knows which
 * - `file`: a column of a data file; `relation` is its path
 * - `parameter`: a parameter of a routine, whose id is `relation`; `column` may go on to a field, as `row.total`
 * - `dynamic`: a column of a table that only run time knows; `relation` is the local that holds its name, as `{source}`
 * - `text`: a constant text, which may name a table; `column` is the text
 */
export interface OriginParts {
  readonly kind: 'column' | 'file' | 'parameter' | 'dynamic' | 'text';
  readonly relation: string;
  readonly column: string;
}

/** An `OriginParts` as text, so that sets can hold it. Case of names does not count; `Names` keeps how they are written. */
export type Origin = string;

const SEPARATOR = '\0';

export function originOf({ kind, relation, column }: OriginParts): Origin {
  return [kind, relation, column].join(SEPARATOR);
}

export function partsOf(origin: Origin): OriginParts {
  const [kind, relation = '', column = ''] = origin.split(SEPARATOR);
  return { kind: kind as OriginParts['kind'], relation, column };
}

/** A column of a table or view, names in lower case. */
export function columnOrigin(relation: string, column: string): Origin {
  return originOf({ kind: 'column', relation: relation.toLowerCase(), column: column.toLowerCase() });
}

/** Constant texts that cannot name a table or file are no origins. */
export function textOrigin(text: string): Origin | null {
  return /^[\p{L}_./\\-][\p{L}\d_./\\:$ -]{0,200}$/u.test(text)
    ? originOf({ kind: 'text', relation: '', column: text })
    : null;
}
