import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import { IpcEncoder } from '../columnar/arrow/ipc/ipc-encoder.ts';
import { CHANGE_TYPE, tableChanges } from '../columnar/table-changes.ts';
import type { Table } from '../columnar/table.ts';
import type { WatchChange, WatchRequest } from '../client/messages.ts';
import type { CodeBase } from '../modules/code-base.ts';
import { prepareText, requireQuery, runPrepared } from '../modules/run-prepared.ts';
import type { TextOptions } from '../modules/run-text.ts';
import { giveParameters } from './prepared-values.ts';

/**
 * Runs a watched query, and tells what is not as it was. Errors: what the query fails with; `StaleStatement` when it has other columns than before, `MemoryLimit` when its rows take more than
 * they may.
 */
export function watch(code: CodeBase, options: TextOptions, request: WatchRequest): WatchChange {
  const { text, name, values, types = {}, before, limitBytes } = request;
  requireQuery(code, text, name);
  const shape = prepareText(code, options, text, name);
  const result = before?.result ?? shape.result ?? [];
  if (result.some((field) => field.name.toLowerCase() === CHANGE_TYPE))
    throw gobiError('Unsupported', {
      what: `a column \`${CHANGE_TYPE}\` of a watched query`,
      instead: 'give it another name',
    });
  let rows: Table | null = null;
  const taking: TextOptions = { ...options, results: ({ table }) => (rows = table) };
  const { reads, snapshot } = runPrepared(code, taking, { text, name, result }, (parameters) =>
    giveParameters(options.session, parameters, values, types),
  );
  const after = rows ?? { fields: result, segments: [], rowCount: 0 };
  const table = tableChanges(
    before === null ? null : new IpcDecoder().read(before.state, 'the rows before').table,
    after,
    shape.key ?? null,
  );
  const state = table === null ? null : new IpcEncoder().stream(after);
  if (state !== null && state.length > limitBytes)
    throw gobiError('MemoryLimit', { what: 'the result of a watched query', needed: state.length, limit: limitBytes });
  const key = shape.key?.map((column) => result[column]!.name) ?? null;
  return { table, state, result, key, reads, snapshot };
}
