import { STRING, type Field } from '../../../compiler/contract/data-type.ts';
import type { QueryPlan } from '../../../compiler/contract/plan.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import type { Change } from '../dml/change.ts';
import { runChange, type ChangeArguments } from '../dml/run-change.ts';
import type { Frame } from '../frame.ts';
import { runQuery, type QueryShape } from './run-query.ts';

const PLAN: readonly Field[] = [{ name: 'plan', type: STRING, nullable: false }];

/** The plan of a query, a row for each line. With ANALYZE it runs, and the last line tells its rows and time. */
export function explainQuery(frame: Frame, shape: QueryShape, analyze: boolean, args: readonly unknown[]): Table {
  const lines = planLines(frame, shape.query);
  if (analyze) lines.push(measured(frame, () => runQuery(frame, shape, args).rowCount));
  return tableFromRows(
    PLAN,
    lines.map((line) => [line]),
  );
}

/** The plan of a data change. With ANALYZE the change is made, as the statement itself would. */
export function explainChange(frame: Frame, change: Change, analyze: boolean, args: ChangeArguments): Table {
  const lines = [
    `${change.dml.kind} ${change.dml.name}`,
    ...planLines(frame, change.dml.query).map((line) => `  ${line}`),
  ];
  if (analyze) {
    lines.push(
      measured(frame, () => {
        const result = runChange(frame, change, args);
        return typeof result === 'number' ? result : result.rowCount;
      }),
    );
  }
  return tableFromRows(
    PLAN,
    lines.map((line) => [line]),
  );
}

function planLines(frame: Frame, query: QueryPlan): string[] {
  return frame.environment.compiler.explain(query).trimEnd().split('\n');
}

function measured(frame: Frame, run: () => number): string {
  const start = frame.now();
  const rows = run();
  return `${rows} ${rows === 1 ? 'row' : 'rows'} in ${((frame.now() - start) / 1000).toFixed(1)} ms`;
}
