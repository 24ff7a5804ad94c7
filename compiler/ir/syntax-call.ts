import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { OrderItem } from './syntax-query.ts';
import type { SelectItem } from './syntax-select.ts';

/**
 * `callee(args)`. A method call has a `Member` as callee. The clauses after the arguments (`within group`, `filter`,
 * `ignore nulls`, `over`) belong to aggregates and window functions; empty lists and missing fields mean not written.
 */
export interface Call {
  readonly kind: 'Call';
  readonly span: Span;
  readonly callee: Expression;
  readonly distinct: boolean;
  readonly args: readonly Argument[];
  readonly orderBy: readonly OrderItem[];
  readonly withinGroup: readonly OrderItem[];
  readonly filter?: Expression;
  readonly nullTreatment?: 'ignore' | 'respect';
  readonly over?: WindowReference | WindowSpecification;
}

/** One argument, by place or by name (`p(path: 'x')`). */
export interface Argument {
  readonly kind: 'Argument';
  readonly span: Span;
  readonly name?: Identifier;
  readonly value: Expression | Star;
}

/**
 * `*` or `t.*`, as an argument or a select item; there it may leave out columns (`exclude`) or compute them
 * otherwise (`replace`; each item has an alias).
 */
export interface Star {
  readonly kind: 'Star';
  readonly span: Span;
  readonly qualifier?: Name;
  readonly exclude: readonly Identifier[];
  readonly replace: readonly SelectItem[];
}

/** `over w`. */
export interface WindowReference {
  readonly kind: 'WindowReference';
  readonly span: Span;
  readonly name: Identifier;
}

/** `over (base partition by … order by … frame)`. */
export interface WindowSpecification {
  readonly kind: 'WindowSpecification';
  readonly span: Span;
  readonly base?: Identifier;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame;
}

/** `rows between start and end exclude …`; without `between` there is no `end` (it is the current row). */
export interface WindowFrame {
  readonly kind: 'WindowFrame';
  readonly span: Span;
  readonly unit: 'rows' | 'range' | 'groups';
  readonly low: FrameBound;
  readonly high?: FrameBound;
  readonly exclude?: 'current row' | 'group' | 'ties' | 'no others';
}

/** One end of a frame; `offset` is there for `preceding` and `following` alone. */
export interface FrameBound {
  readonly kind: 'FrameBound';
  readonly span: Span;
  readonly bound: 'unbounded preceding' | 'preceding' | 'current row' | 'following' | 'unbounded following';
  readonly offset?: Expression;
}
