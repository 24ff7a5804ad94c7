import type { Manifest } from '../../compiler/contract/manifest.ts';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import { applyChange } from './catalog/apply-change.ts';
import { changeOf, type Change } from './dml/change.ts';
import { runChange } from './dml/run-change.ts';
import { deleteOne, insertOne, updateOne } from './dml/one-row.ts';
import { runDynamic } from './dynamic/run-dynamic.ts';
import { explainChange, explainQuery } from './query/explain.ts';
import type { Frame } from './frame.ts';
import { queryShape, runQuery, type OwnRoutine, type QueryShape } from './query/run-query.ts';
import { showRows } from './catalog/show.ts';
import { copyInto } from './files/copy-into.ts';

/** What running code needs of its manifest. */
export type ModuleManifest = Omit<Manifest, 'fingerprint'> & { readonly fingerprint?: string };

/** The functions of the abi that refer to one module's manifest by position. */
export function moduleLink(manifest: ModuleManifest, own: OwnRoutine): Readonly<Record<string, unknown>> {
  const shapes = new Map<QueryPlan, QueryShape>();
  const shape = (query: QueryPlan): QueryShape => {
    let known = shapes.get(query);
    if (known === undefined) shapes.set(query, (known = queryShape(query, own)));
    return known;
  };
  const changes: Change[] = [];
  const change = (index: number): Change => (changes[index] ??= changeOf(manifest.dmls[index]!, shape));
  return {
    query: (frame: Frame, index: number, args: readonly unknown[]): Table =>
      runQuery(frame, shape(manifest.queries[index]!), args),
    dml: (
      frame: Frame,
      index: number,
      args: readonly unknown[],
      update: readonly unknown[] = [],
      returning: readonly unknown[] = [],
    ): number | Table => runChange(frame, change(index), { main: args, update, returning }),
    insertRow: (frame: Frame, index: number, values: readonly Value[]): number =>
      insertOne(frame, change(index), values),
    updateRow: (frame: Frame, index: number, position: number, values: readonly Value[]): number =>
      updateOne(frame, change(index), position, values),
    deleteRow: (frame: Frame, index: number, position: number): number => deleteOne(frame, change(index), position),
    dynamic: (frame: Frame, index: number, values: readonly unknown[]): unknown =>
      runDynamic(frame, manifest.dynamics[index]!, manifest.source, values),
    change: (frame: Frame, index: number, args: readonly unknown[] = []): void =>
      applyChange(frame, manifest, index, (query) => runQuery(frame, shape(manifest.queries[query]!), args)),
    show: (frame: Frame, index: number): Table => showRows(frame, manifest.shows[index]!),
    copyIn: (frame: Frame, index: number, path: Value): number => copyInto(frame, manifest.copies[index]!, path),
    explain(
      frame: Frame,
      kind: string,
      index: number,
      analyze: boolean,
      args: readonly unknown[],
      update: readonly unknown[] = [],
      returning: readonly unknown[] = [],
    ): Table {
      if (kind === 'query') return explainQuery(frame, shape(manifest.queries[index]!), analyze, args);
      if (kind === 'dml') return explainChange(frame, change(index), analyze, { main: args, update, returning });
      throw gobiError('Unsupported', {
        what: 'EXPLAIN of this statement',
        instead: 'queries and data changes have plans',
      });
    },
    resultValue(frame: Frame, verb: string, index: number, value: Value): void {
      frame.results?.({
        verb,
        table: tableFromRows([manifest.results[index]!], [[value]]),
        scalar: true,
        rowsChanged: null,
      });
    },
  };
}
