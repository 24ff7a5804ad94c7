import { INT, STRING } from '../../contract/data-type.ts';
import type { Span } from '../../contract/span.ts';
import { isDataType, showType, type Column } from '../../contract/type.ts';
import type { BoundLocal } from '../../ir/bound.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import { walk } from '../../ir/walk.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { constrain } from '../inference/inference.ts';
import { ERROR } from '../types/conversion.ts';
import { leafOf, type FoundLeaf, type LeafPlace } from './leaf.ts';
import { dynamicLeaf } from './relation-source.ts';
import { fieldsOf } from './query.ts';
import { track } from './tracker.ts';

/** A local in table position: a table gives its rows, a list `value` and `index`, a string names a table or file when it runs. */
export function localSource(env: Env, bound: BoundLocal, span: Span, place: LeafPlace): FoundLeaf {
  const local = env.frame.typed.get(bound);
  if (local === undefined) return { leaf: null, columns: [], dynamic: true, name: bound.name, wrong: true };
  const { type } = local.slot;
  track(env.tracker, local, true);
  switch (type.kind) {
    case 'table':
    case 'iterator': {
      const { columns, open } = type.kind === 'table' ? type : type.table;
      if (open !== null || !columns.every((column) => isDataType(column.type)))
        return { ...dynamicLeaf(env, local.name), columns };
      return {
        leaf: { kind: 'LocalSource', ...leafOf(place), fields: fieldsOf(columns), local },
        columns,
        dynamic: false,
        name: local.name,
      };
    }
    case 'list':
      return {
        ...listSource(env, { kind: 'Local', local, span, slot: { type, nullable: false } }, place, local.name),
        name: local.name,
      };
    case 'string':
      tellTableName(env, local, span);
      // it may be a file
      env.frame.sites.volatile = true;
      return dynamicLeaf(env, local.name);
    case 'dynamic':
      return dynamicLeaf(env, local.name);
    case 'variable': {
      const value: TypedExpression = { kind: 'Local', local, span, slot: local.slot };
      constrain(env, value, { type: STRING, nullable: false }, 'strong');
      constrain(
        env,
        value,
        { type: { kind: 'table', columns: [], open: { row: 'r' }, cardinality: 'many' }, nullable: false },
        'strong',
      );
      return { leaf: null, columns: [], dynamic: true, name: local.name, wrong: true };
    }
    default:
      if (type !== ERROR) report(env, 'PLG1303', { name: local.name, type: showType(type) }, span);
      return { leaf: null, columns: [], dynamic: true, name: local.name, wrong: true };
  }
}

/** PLG1802, once for each parameter; not where the code asks which one of some names it is. */
export function tellTableName(env: Env, local: TypedLocal, span: Span): void {
  const { tableNames, silent } = env.checker;
  if ((local.role !== 'parameter' && local.role !== 'self') || tableNames.has(local)) return;
  if (isRestricted(env, local, span)) return;
  report(env, 'PLG1802', { name: local.name }, span);
  if (silent === 0) tableNames.add(local);
}

function isRestricted({ checker, frame }: Env, local: TypedLocal, { start }: Span): boolean {
  let found = false;
  const routine = checker.bound.routines.find(({ span }) => span.start <= start && start < span.end);
  if (routine !== undefined)
    walk(routine, (node) => {
      if (node.kind !== 'InList' || !node.candidates.every(({ kind }) => kind === 'StringLiteral')) return;
      const meaning = meaningOf({ checker }, node.operand);
      found ||= meaning?.kind === 'local' && frame.typed.get(meaning.local) === local;
    });
  return found;
}

const SYNONYMS: ReadonlyMap<string, number> = new Map([
  ['array_value', 0],
  ['array_index', 1],
]);

/** A list as rows: `value` and `index`, also by the names `array_value` and `array_index`. */
export function listSource(env: Env, list: TypedExpression, place: LeafPlace, name: string | null): FoundLeaf {
  const { type } = list.slot;
  if (type.kind === 'dynamic') return dynamicLeaf(env, name ?? '');
  if (type.kind !== 'list') {
    if (type !== ERROR)
      report(
        env,
        'PLG1201',
        { expected: 'a list', found: showType(type), hint: 'only lists and tables have rows' },
        list.span,
      );
    return { leaf: null, columns: [], dynamic: true, name, wrong: true };
  }
  const columns: readonly Column[] = [
    { name: 'value', type: type.element, nullable: type.elementNullable },
    { name: 'index', type: INT, nullable: false },
  ];
  return {
    leaf: { kind: 'ListSource', ...leafOf(place), fields: fieldsOf(columns), list },
    columns,
    dynamic: false,
    name,
    synonyms: SYNONYMS,
  };
}
