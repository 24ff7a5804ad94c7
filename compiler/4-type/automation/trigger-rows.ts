import type { TableInfo } from '../../contract/catalog-view.ts';
import type { Span } from '../../contract/span.ts';
import { isDataType, type TypeSlot } from '../../contract/type.ts';
import type { Checker } from '../checker.ts';
import { shapeOf } from '../definitions/shapes.ts';
import { checkBody } from '../routines/check-routine.ts';
import { envOf, openFrame } from '../routines/frames.ts';
import { newInstance } from '../routines/instances.ts';
import type { EntryParameter, RoutineEntry } from '../routines/routine-entry.ts';

/**
 * A procedure whose parameters `new` and `old` have no types takes rows of any table. For the table of a trigger its
 * code is checked once more with the rows that it will get: the errors of that check name the trigger.
 */
export function checkForRows(checker: Checker, entry: RoutineEntry, target: string, trigger: Span): void {
  const { syntax, stored, parameters } = entry;
  const table = parameters.some(isOpenRow) ? tableOf(checker, target) : null;
  if (table === null || syntax === null || stored !== null || checker.silent > 0) return;
  const instance = newInstance(entry, null, [], null);
  instance.parameters = parameters.map((parameter, i) =>
    isOpenRow(parameter) ? rowOf(table) : (instance.parameters[i] ?? parameter.slot ?? rowOf(table)),
  );
  const { instantiation, diagnostics } = checker;
  const before = diagnostics.length;
  checker.instantiation = trigger;
  checkBody(envOf(checker, openFrame(entry.kind, entry.name, entry.result)), instance, syntax);
  checker.instantiation = instantiation;
  const errors = diagnostics.splice(before).filter(({ severity }) => severity === 'error');
  const message = `for the rows of \`${target}\``;
  diagnostics.push(
    ...errors.map((error) => ({ ...error, related: error.related?.map((place) => ({ ...place, message })) ?? [] })),
  );
}

function isOpenRow({ name, slot }: EntryParameter): boolean {
  return slot === null && /^(new|old)$/i.test(name);
}

function rowOf({ columns }: TableInfo): TypeSlot {
  const fields = columns.flatMap(({ name, type, nullable }) => (isDataType(type) ? [{ name, type, nullable }] : []));
  return { type: { kind: 'struct', fields }, nullable: false };
}

/** The table as this module makes or alters it, or as the catalog has it; `null` where its columns are not known. */
function tableOf(checker: Checker, written: string): TableInfo | null {
  const { view } = checker.context;
  const [name = '', schema = view.currentSchema] = written.split('.').reverse();
  const isIt = (otherSchema: string, other: string): boolean =>
    other.toLowerCase() === name.toLowerCase() && otherSchema.toLowerCase() === schema.toLowerCase();
  for (const statement of checker.bound.program.statements) {
    if (statement.kind !== 'CreateTable') continue;
    const [own = '', ownSchema = view.currentSchema] = statement.name.parts.map((part) => part.text).reverse();
    if (isIt(ownSchema, own))
      return shapeOf(checker, { kind: 'declared', schema: ownSchema, name: own, statement, inRoutine: false });
  }
  const kept = view.tables.find((table) => isIt(table.schema, table.name));
  return kept === undefined ? null : shapeOf(checker, { kind: 'table', table: kept });
}
