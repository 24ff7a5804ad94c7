import type { Span } from '../../contract/span.ts';
import { showSlot, type TypeSlot } from '../../contract/type.ts';
import { withVariables } from '../calls/fit-variables.ts';
import { bindRows, withRows } from '../calls/row-variables.ts';
import { report, withText, type Checker } from '../checker.ts';
import { noSites } from '../effects/sites.ts';
import { ERROR } from '../types/conversion.ts';
import { checkRoutine } from './check-routine.ts';
import type { Instance, RoutineEntry } from './routine-entry.ts';

const NONE: ReadonlyMap<string, TypeSlot> = new Map();

/** A function that calls itself with ever new types would need code without end. */
const MOST_INSTANCES = 200;

/** The instance of a routine for given arguments: one for all calls, or of a generic function one for each list of types. */
export function instanceOf(
  checker: Checker,
  entry: RoutineEntry,
  receiver: TypeSlot | null,
  args: readonly TypeSlot[],
  call: Span | null = null,
  variables: ReadonlyMap<string, TypeSlot> = NONE,
): Instance {
  const key = entry.generic ? keyOf(receiver, args) : '';
  const known = entry.instances.get(key);
  if (known !== undefined) return resultKnown(checker, known, call);
  if (entry.instances.size >= MOST_INSTANCES) {
    if (call !== null) report({ checker }, 'PLG1702', { name: entry.name, candidates: undefined }, call);
    return {
      ...newInstance(entry, receiver, args, call, variables),
      state: 'done',
      result: { type: ERROR, nullable: false },
    };
  }
  const instance = newInstance(entry, receiver, args, call, variables);
  entry.instances.set(key, instance);
  return resultKnown(checker, instance, call);
}

/** An instance that is not checked yet. What a procedure leaves open is inferred from its body. */
export function newInstance(
  entry: RoutineEntry,
  receiver: TypeSlot | null,
  args: readonly TypeSlot[],
  call: Span | null,
  variables: ReadonlyMap<string, TypeSlot> = NONE,
): Instance {
  const dynamic: TypeSlot = { type: { kind: 'dynamic' }, nullable: true };
  return {
    entry,
    id: entry.generic ? `${entry.id}(${keyOf(receiver, args)})` : entry.id,
    receiver: entry.generic ? receiver : entry.receiver,
    parameters: entry.generic ? args : entry.parameters.map((parameter, i) => parameter.slot ?? args[i] ?? dynamic),
    variables,
    result: entry.generic ? resultFor(entry, receiver, args, variables) : entry.result,
    state: 'new',
    call,
    awaited: false,
    sites: noSites(),
    body: null,
    signature: null,
  };
}

/** The declared result for the tables that a call gives. */
function resultFor(
  { receiver: declared, parameters, result }: RoutineEntry,
  receiver: TypeSlot | null,
  args: readonly TypeSlot[],
  variables: ReadonlyMap<string, TypeSlot>,
): TypeSlot | null {
  if (result === null) return null;
  const own = receiver === null ? [] : [receiver];
  const bindings = bindRows(
    [...(receiver === null ? [] : [declared]), ...parameters.map(({ slot }) => slot)],
    [...own, ...args],
  );
  const known = variables.size === 0 ? result : withVariables(result, variables);
  return { type: withRows(known.type, bindings), nullable: known.nullable };
}

function keyOf(receiver: TypeSlot | null, args: readonly TypeSlot[]): string {
  return [...(receiver === null ? [] : [receiver]), ...args].map(showSlot).join(', ');
}

/** A result that is inferred needs the body to be checked first; one that is being checked has none yet, which its check then repeats. */
function resultKnown(checker: Checker, instance: Instance, call: Span | null): Instance {
  if (instance.state === 'done') return instance;
  const { generic } = instance.entry;
  if (instance.state === 'checking') instance.awaited ||= instance.result === null;
  else if (instance.result === null || generic) checkInstance(checker, instance, call);
  return instance;
}

/**
 * Checks an instance that a call needs. Its mistakes are reported even if the caller is only being rehearsed, since it is checked once; those of a
 * generic function name the call.
 */
export function checkInstance(checker: Checker, instance: Instance, call: Span | null): void {
  const { generic, stored } = instance.entry;
  const { silent, instantiation, inTemplate } = checker;
  checker.silent = 0;
  checker.instantiation = generic ? (inTemplate ? instantiation : call) : null;
  checker.inTemplate = stored !== null;
  withText(checker, stored?.text ?? checker.bound.file.text, () => checkRoutine(checker, instance));
  checker.silent = silent;
  checker.instantiation = instantiation;
  checker.inTemplate = inTemplate;
}
