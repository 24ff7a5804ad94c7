import type { Span } from '../contract/span.ts';
import type { Star, WindowSpecification } from './syntax-call.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier } from './syntax-name.ts';
import type { TableSource } from './syntax-source.ts';

/**
 * One query core, whatever the order of its clauses. `layout` tells which came first; in a `from-only` core (`from t`)
 * `items` is one bare Star with an empty span. Sources separated by commas are a cross join.
 */
export interface Select {
  readonly kind: 'Select';
  readonly span: Span;
  readonly layout: 'select-first' | 'from-first' | 'from-only';
  readonly distinct?: Distinct;
  readonly items: readonly SelectItem[];
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly NamedWindow[];
  readonly qualify?: Expression;
}

/** `distinct`, or `distinct on (a, b)` with keys. */
export interface Distinct {
  readonly kind: 'Distinct';
  readonly span: Span;
  readonly on: readonly Expression[];
}

/** One column of a select list or of RETURNING. */
export interface SelectItem {
  readonly kind: 'SelectItem';
  readonly span: Span;
  readonly value: Expression | Star;
  readonly alias?: Identifier;
}

/** `group by all` (no items), or items. */
export interface GroupBy {
  readonly kind: 'GroupBy';
  readonly span: Span;
  readonly all: boolean;
  readonly items: readonly GroupItem[];
}

/** A key; `(a, b)` and `()` are Tuples. */
export type GroupItem = Expression | Rollup | Cube | GroupingSets;

/** `rollup (a, (b, c))`. */
export interface Rollup {
  readonly kind: 'Rollup';
  readonly span: Span;
  readonly items: readonly Expression[];
}

/** `cube (a, b)`. */
export interface Cube {
  readonly kind: 'Cube';
  readonly span: Span;
  readonly items: readonly Expression[];
}

/** `grouping sets ((a), (a, b), ())`. */
export interface GroupingSets {
  readonly kind: 'GroupingSets';
  readonly span: Span;
  readonly items: readonly GroupItem[];
}

/** `window w as (…)`. */
export interface NamedWindow {
  readonly kind: 'NamedWindow';
  readonly span: Span;
  readonly name: Identifier;
  readonly specification: WindowSpecification;
}
