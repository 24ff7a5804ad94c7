import type { Expression } from '../../ir/syntax-expression.ts';
import type { Distinct, GroupBy, NamedWindow, Select, SelectItem } from '../../ir/syntax-select.ts';
import type { TableSource } from '../../ir/syntax-source.ts';
import { makeNode } from './node.ts';
import type { Clause, Tail } from './query.ts';

/** The clauses of a core as they were found. */
export interface SelectDraft {
  first?: 'select' | 'from';
  distinct?: Distinct;
  items?: readonly SelectItem[];
  from?: readonly TableSource[];
  where?: Clause<Expression>;
  groupBy?: Clause<GroupBy>;
  having?: Clause<Expression>;
  qualify?: Clause<Expression>;
  readonly windows: NamedWindow[];
  readonly tail: Tail;
}

/** The core that the clauses make. Without SELECT all columns are meant. */
export function assembleSelect(draft: SelectDraft, start: number, end: number): Select {
  const { distinct, items, from = [], where, groupBy, having, qualify, windows } = draft;
  return makeNode('Select', start, end, {
    layout: items === undefined ? 'from-only' : draft.first === 'from' ? 'from-first' : 'select-first',
    distinct,
    items: items ?? [allColumns(end)],
    from,
    where: where?.value,
    groupBy: groupBy?.value,
    having: having?.value,
    windows,
    qualify: qualify?.value,
  });
}

function allColumns(at: number): SelectItem {
  const value = makeNode('Star', at, at, { qualifier: undefined, exclude: [], replace: [] });
  return makeNode('SelectItem', at, at, { value, alias: undefined });
}
