import { BOOLEAN, FLOAT, INT, STRING } from '../../contract/data-type.ts';
import type { Diagnostic } from '../../contract/diagnostic.ts';
import { isOpenType, type Type, type TypeSlot } from '../../contract/type.ts';
import { silently, type Checker } from '../checker.ts';
import { checkRoutine } from './check-routine.ts';
import { newInstance } from './instances.ts';
import type { RoutineEntry } from './routine-entry.ts';

const DYNAMIC: TypeSlot = { type: { kind: 'dynamic' }, nullable: false };

/** What a call may give for a parameter without a type: one type for each way in which operators and library functions treat values. */
const CANDIDATES: readonly Type[] = [
  INT,
  FLOAT,
  { kind: 'decimal', precision: 18, scale: 3 },
  STRING,
  BOOLEAN,
  { kind: 'date' },
  { kind: 'timestamp', zoned: false },
  { kind: 'interval' },
  { kind: 'list', element: INT, elementNullable: false },
];

/**
 * Checks a generic function that nobody calls. It reports what is wrong whatever a call gives: found with open parameters dynamic, and for each candidate
 * type too, unless that type is wrong for the function anyway. Warnings would say nothing about a call. No code is made.
 */
export function checkUntried(checker: Checker, entry: RoutineEntry): void {
  const { receiver, parameters } = entry;
  const isPlain = receiver === null && parameters.every(({ slot }) => slot === null || !isOpenType(slot.type));
  const open = parameters.map(({ slot }) => slot ?? DYNAMIC);
  if (!isPlain) {
    silently(checker, () => findings(checker, entry, open));
    return;
  }
  const suspects = findings(checker, entry, open).filter(isSure);
  if (suspects.length === 0) return;
  const trials = assignments(entry).map((args) => findings(checker, entry, args));
  for (const suspect of suspects)
    if (trials.some((found) => found.some(sameAs(suspect))))
      if (trials.every((found) => found.some(sameAs(suspect)) || found.some(isError)))
        checker.diagnostics.push(suspect);
}

/** Each candidate for all untyped parameters at once, and for each of them alone. */
function assignments({ parameters }: RoutineEntry): readonly (readonly TypeSlot[])[] {
  const untyped = parameters.flatMap(({ slot }, i) => (slot === null ? [i] : []));
  const groups = untyped.length > 1 ? [untyped, ...untyped.map((i) => [i])] : [untyped];
  return groups.flatMap((group) =>
    CANDIDATES.map((type) =>
      parameters.map(({ slot }, i) => slot ?? (group.includes(i) ? { type, nullable: false } : DYNAMIC)),
    ),
  );
}

/** What the check of the function for these arguments finds. Instances that it makes of others are forgotten: no call asked for them. */
function findings(checker: Checker, entry: RoutineEntry, args: readonly TypeSlot[]): readonly Diagnostic[] {
  const { diagnostics } = checker;
  const known = diagnostics.length;
  const before = new Map([...checker.routines.values()].map(({ instances }) => [instances, new Set(instances.keys())]));
  checkRoutine(checker, newInstance(entry, entry.receiver, args, null));
  for (const { instances } of checker.routines.values())
    for (const key of instances.keys()) if (before.get(instances)?.has(key) !== true) instances.delete(key);
  return diagnostics.splice(known);
}

function sameAs({ code, span }: Diagnostic): (other: Diagnostic) => boolean {
  return (other) => other.code === code && other.span.start === span.start && other.span.end === span.end;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** Not of what a dynamic value may turn out to be: NULL, or of a type that fits. */
function isSure({ severity, code, params }: Diagnostic): boolean {
  if (code === 'PLG1301') return true;
  if (severity !== 'error' || code === 'PLG1205') return false;
  const values = params as Readonly<Record<string, unknown>>;
  const { expected, declared, found } = values;
  if (found === `${String(expected ?? declared)}?`) return false;
  return !Object.values(values).some((value) => typeof value === 'string' && /\bdynamic\b/.test(value));
}
