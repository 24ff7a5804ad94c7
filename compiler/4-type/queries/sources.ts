import type { Span } from '../../contract/span.ts';
import type { Join, TableSource } from '../../ir/syntax-source.ts';
import type { TypedSource } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import { checkJoin } from './join.ts';
import { checkLeaf } from './leaf.ts';
import { checkPivot, checkUnpivot } from './pivot.ts';
import type { MergedColumn, ScopeSource } from './query-scope.ts';

/** What FROM gives: the typed source, and what the clauses see of it. */
export interface CheckedSource {
  readonly source: TypedSource | null;
  readonly sources: readonly ScopeSource[];
  readonly mergedColumns: readonly MergedColumn[];
  /** Places that ON of inner joins leaves without NULL. */
  readonly facts: readonly string[];
  readonly wrong: boolean;
}

const NOTHING: CheckedSource = { source: null, sources: [], mergedColumns: [], facts: [], wrong: false };

/** The sources of FROM; commas are cross joins. */
export function checkFrom(env: Env, nodes: readonly TableSource[]): CheckedSource {
  let all = NOTHING;
  for (const node of nodes) {
    const next = checkSource(env, node, all);
    all = all === NOTHING ? next : cross(all, next, node.span);
  }
  return requireOwnNames(env, all);
}

/** One source, or the joins in it. `before` are those to its left, which LATERAL sees. */
export function checkSource(env: Env, node: TableSource, before: CheckedSource): CheckedSource {
  switch (node.kind) {
    case 'Source':
      if (node.relation.kind === 'NestedSource' && node.alias === undefined)
        return checkSource(env, node.relation.source, before);
      return checkLeaf(env, node, before);
    case 'Join':
      return checkJoin(env, node satisfies Join, before);
    case 'Pivot':
      return checkPivot(env, node, before);
    case 'Unpivot':
      return checkUnpivot(env, node, before);
  }
}

function cross(left: CheckedSource, right: CheckedSource, span: Span): CheckedSource {
  if (left.source === null || right.source === null) return { ...left, wrong: true };
  const whole = { start: left.source.span.start, end: span.end };
  return {
    source: { kind: 'JoinSource', join: 'cross', left: left.source, right: right.source, on: null, span: whole },
    sources: [...left.sources, ...right.sources],
    mergedColumns: [...left.mergedColumns, ...right.mergedColumns],
    facts: [...left.facts, ...right.facts],
    wrong: left.wrong || right.wrong,
  };
}

/** Two tables of one name cannot be told apart: the query is then not looked into. */
function requireOwnNames(env: Env, all: CheckedSource): CheckedSource {
  const seen = new Set<string>();
  let wrong = false;
  for (const { id, name } of all.sources) {
    const key = name?.toLowerCase();
    if (key === undefined || name === null) continue;
    if (seen.has(key)) {
      wrong = true;
      report(env, 'PLG1322', { name }, spanOf(all.source, id) ?? { start: 0, end: 0 });
    }
    seen.add(key);
  }
  return wrong
    ? { ...all, source: null, sources: all.sources.map((each) => ({ ...each, dynamic: true })), wrong }
    : all;
}

function spanOf(source: TypedSource | null, id: number): Span | null {
  if (source === null) return null;
  if (source.kind === 'JoinSource') return spanOf(source.left, id) ?? spanOf(source.right, id);
  return source.id === id ? source.span : null;
}
