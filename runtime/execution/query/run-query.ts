import { tableLeaves } from '../../../compiler/contract/plan-children.ts';
import type { FileScan, QueryPlan, Scan, TableParameter } from '../../../compiler/contract/plan.ts';
import { gobiError, isException } from '../../../compiler/contract/runtime-error.ts';
import { parameterTraits, type KernelContext } from '../../columnar/kernel-provider.ts';
import { scanTraits } from '../../columnar/scan-traits.ts';
import type { Table } from '../../columnar/table.ts';
import type { FormerScan } from '../../transaction/scan-at.ts';
import type { Frame } from '../frame.ts';
import { asGobiError } from '../abi/errors.ts';
import { boundNative } from '../abi/natives.ts';
import type { LiveRoutine } from '../environment.ts';
import { columnTests } from './column-tests.ts';
import { readFile } from './read-file.ts';
import { scalarValue } from './scalar-value.ts';
import { changeRange, snapshotOf } from './snapshot.ts';

/** A function of the module that a query stands in; `undefined` when it has none of this id. */
export type OwnRoutine = (id: string) => LiveRoutine['run'] | undefined;

/** The leaves of a query, found once for each plan. */
export interface QueryShape {
  readonly query: QueryPlan;
  readonly own: OwnRoutine;
  readonly leaves: readonly (Scan | FileScan | TableParameter)[];
}

export function queryShape(query: QueryPlan, own: OwnRoutine): QueryShape {
  return { query, own, leaves: tableLeaves(query.plan) };
}

/**
 * Runs a query: its tables are read at the frame's snapshot and overlay as they are now, then its kernel runs over them. What a function raises that is computed in
 * place has no place of its own: the query runs again with calls of its functions, and raises the same where they stand.
 */
export function runQuery(frame: Frame, shape: QueryShape, args: readonly unknown[]): Table {
  const { query, own } = shape;
  if (query.called === undefined) return runPlan(frame, shape, args);
  try {
    return runPlan(frame, shape, args);
  } catch (error) {
    throw placed(frame, queryShape({ plan: query.called, parameters: query.parameters }, own), args, error);
  }
}

function placed(frame: Frame, called: QueryShape, args: readonly unknown[], error: unknown): unknown {
  const { exception, message } = asGobiError(error, frame);
  if (isException(exception, 'LimitExceeded') || !WITH_PLACE.some((group) => isException(exception, group)))
    return error;
  const { depth } = frame;
  const guards = frame.guards.length;
  try {
    runPlan(frame, called, args);
  } catch (again) {
    const known = asGobiError(again, frame);
    if (isException(known.exception, 'LimitExceeded')) return again;
    if (known.exception === exception && known.message === message) return again;
  }
  frame.depth = depth;
  frame.guards.length = guards;
  return error;
}

/** What computing with values raises. */
const WITH_PLACE = ['RuntimeError', 'TypeError'] as const;

function runPlan(frame: Frame, { query, own, leaves }: QueryShape, args: readonly unknown[]): Table {
  const inputs = leaves.map((leaf) => inputOf(frame, leaf, args));
  const traits = { scans: inputs.map(scanTraits), bigParameters: parameterTraits(args) };
  const rows = inputs.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const kernel = frame.environment.kernels(query, traits, rows);
  try {
    return kernel(kernelContext(frame, own), inputs, args);
  } catch (error) {
    frame.environment.queryFailed(error, query, kernel);
    throw error;
  }
}

function inputOf(frame: Frame, leaf: Scan | FileScan | TableParameter, args: readonly unknown[]): Table {
  switch (leaf.kind) {
    case 'scan': {
      const tests = columnTests(leaf, args);
      const time =
        leaf.since !== undefined
          ? { changes: changeRange(frame, leaf.since, args) }
          : leaf.asOf !== null
            ? { then: formerScan(frame, leaf, snapshotOf(frame, leaf.asOf, args)) }
            : {};
      return frame.transaction.scan(leaf.table, leaf.columns, { tests, ...time });
    }
    case 'file_scan': {
      const path = scalarValue(leaf.path, args);
      if (typeof path !== 'string') throw gobiError('NullError', { what: 'the name of a file' });
      const { format, columns, fields, secrets = [] } = leaf;
      return readFile(frame, { path, secrets, format, columns, fields });
    }
    case 'table_parameter':
      return args[leaf.index] as Table;
  }
}

/** A scan AS OF: the fields of a query may have other names than the table's columns. */
function formerScan({ role }: Frame, { name, names, columns, fields }: Scan, snapshot: number): FormerScan {
  const at = name.indexOf('.');
  return {
    snapshot,
    schema: name.slice(0, at),
    name: name.slice(at + 1),
    fields: columns.map((column, i) => ({ ...fields[i]!, name: names?.[column] ?? fields[i]!.name })),
    anyTable: role === null,
  };
}

/** What a kernel may ask of the frame and of the query's module, whose functions go first. The time stands still while it runs. */
export function kernelContext(frame: Frame, own: OwnRoutine): KernelContext {
  const routine = (id: string): LiveRoutine['run'] => own(id) ?? frame.environment.routine(frame, id).run;
  let time: number | undefined;
  const context = {
    now: () => (time ??= frame.now()),
    random: () => frame.random(),
    print: (line: string) => frame.print(line),
    seal: (text: string) => frame.seal(text),
  };
  return {
    check: () => frame.check(),
    random: () => frame.random(),
    recursionRows: frame.limits.recursionRows,
    native: (id, args, result) => boundNative(frame.environment.natives, id, args, result, context),
    routine: (id) => boundRoutine(frame, routine(id)),
    tableFunction: (id, args) => routine(id)(frame, ...args) as Table,
  };
}

/** A routine without its frame; without an argument list where it has few, since queries call it for every row. */
function boundRoutine(frame: Frame, run: LiveRoutine['run']): (...values: unknown[]) => unknown {
  switch (run.length) {
    case 1:
      return () => run(frame);
    case 2:
      return (a) => run(frame, a);
    case 3:
      return (a, b) => run(frame, a, b);
    default:
      return (...values) => run(frame, ...values);
  }
}
