import { STRING } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import type { RoutineDefinition } from '../../catalog/definitions.ts';
import { nearest } from '../../catalog/find.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';

/** EXPLAIN TRIGGER: when a trigger fires, and what it calls with which of its values. Unknown: `ObjectNotFound`. */
export function explainTrigger({ transaction: { state } }: Frame, name: string): Table {
  const triggers = [...state.automation.values()].filter(({ kind }) => kind === 'trigger');
  const found = triggers.find((each) => same(each.name, name));
  if (found === undefined) {
    const names = triggers.map((each) => each.name);
    throw gobiError('ObjectNotFound', { kind: 'trigger', name, ...nearest(name, names) });
  }
  const { options } = found;
  const listed = (key: string): string => [options[key] ?? []].flat().join(', ');
  const lines = [
    `${listed('timing') || 'after'} ${listed('event')} of ${listed('target')}, for each ${listed('granularity') || 'row'}`,
    ...(typeof options['when'] === 'string' ? [`  when ${options['when']}`] : []),
    `  ${OWN_CODE.test(found.text) ? 'runs code of its own' : callOf(state, found.name, options)}`,
    ...(options['enabled'] === false ? ['  is disabled'] : []),
  ];
  return tableFromRows(
    [{ name: 'plan', type: STRING, nullable: false }],
    lines.map((line) => [line]),
  );
}

/** Options, and a block behind them. */
const OWN_CODE = /\)\s*\{[^]*\}\s*;?\s*$/;

const KINDS: ReadonlySet<unknown> = new Set(['procedure', 'pipeline', 'function', undefined]);

/** What is called: as `call` says, `exe` as a name, a procedure that names the trigger, or one of its name. */
function callOf(state: CatalogState, trigger: string, options: Readonly<Record<string, unknown>>): string {
  const procedures = [...state.routines.values()].filter(({ kind }) => kind === 'procedure');
  const named = (name: unknown): RoutineDefinition | undefined =>
    typeof name === 'string' ? procedures.find((each) => same(each.name, lastPart(name))) : undefined;
  const told = options['call'] ?? (KINDS.has(options['exe']) ? undefined : options['exe']);
  const found =
    named(told) ??
    procedures.find(({ options: own }) => [own['triggers'] ?? []].flat().some((each) => same(String(each), trigger))) ??
    named(trigger);
  if (told !== undefined && named(told) === undefined) return `calls ${String(told)}, which is not here yet`;
  if (found === undefined) return 'is bound to no procedure: it is skipped';
  return `calls procedure ${found.name}(${found.signature.parameters.map(({ name }) => name).join(', ')})`;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
