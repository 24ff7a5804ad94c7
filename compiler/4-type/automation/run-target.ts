import type { Span } from '../../contract/span.ts';
import { suggest } from '../../contract/suggest.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import { givenByArgs, givenByCall, matchArguments } from './arguments.ts';
import { calledOf, type Called } from './called.ts';
import { runnable, runnableNames, type Target } from './objects.ts';
import type { Entry, ReadKeys } from './option-keys.ts';
import { readerOf, type Json } from './option-reader.ts';

const KINDS: readonly string[] = ['procedure', 'function', 'pipeline'];

/** What an object runs: `called` when something is named at all, `found` when that is known, and the arguments it is given. */
export interface RunTarget {
  readonly called: Called | null;
  readonly found: Target | null;
  readonly args: Readonly<Record<string, Json>>;
  /** The options with what was found out: `call` is a name, arguments are in `args`. */
  readonly options: Readonly<Record<string, Json>>;
}

/** The object that `call`, the CALL clause or `exe` names. `what` is how messages call the object that runs it. */
export function runTargetOf(env: Env, options: ReadKeys, clause: AutomationSyntax['call'], what: string): RunTarget {
  const exe = options.nodes.get('exe');
  const written = typeof options.values['exe'] === 'string' ? options.values['exe'] : null;
  const kind = KINDS.find((each) => each === written?.toLowerCase()) ?? null;
  const called =
    calledBy(env, options, clause) ??
    (written === null || kind !== null || written.includes('|')
      ? null
      : { name: written, span: exe?.value.span ?? { start: 0, end: 0 }, args: null });
  const all = called === null ? [] : runnable(env, called.name);
  if (written !== null && written.includes('|') && exe !== undefined) checkSeveral(env, written, all, exe);
  const named = kind === null && written !== null && called !== null ? runnable(env, written) : [];
  const wanted = kind === null ? named[0]?.kind : kind;
  const found = all.find((target) => target.kind === wanted) ?? all[0] ?? null;
  if (called !== null && found === null) {
    report(
      env,
      'PLG1404',
      {
        object: what,
        called: called.name,
        nearest: suggest(called.name, [...runnableNames(env), ...(options.nodes.has('call') ? [] : KINDS)]),
      },
      called.span,
    );
  } else if (found !== null && kind !== null && found.kind !== kind && exe !== undefined) {
    report(env, 'PLG1415', { exe: kind, object: found.name, kind: found.kind }, exe.value.span);
  }
  return { called, found, ...argumentsOf(env, options, called, found) };
}

/** E.g. `'pipeline|procedure'`: fine where only one of these has the name that is called. */
function checkSeveral(env: Env, written: string, all: readonly Target[], exe: Entry): void {
  const kinds = written.split('|').map((each) => each.trim().toLowerCase());
  const fitting = all.filter((target) => kinds.includes(target.kind));
  if (fitting.length !== 1 || !kinds.every((each) => KINDS.includes(each)))
    report(env, 'PLG1405', { given: written }, exe.value.span);
}

function calledBy(env: Env, options: ReadKeys, clause: AutomationSyntax['call']): Called | null {
  const call = options.nodes.get('call');
  if (call !== undefined && clause !== undefined) report(env, 'PLG1004', { clause: 'call' }, clause.span);
  if (call !== undefined) return calledOf(readerOf(env), call.value);
  return clause === undefined
    ? null
    : { name: clause.parts.map((part) => part.text).join('.'), span: clause.span, args: null };
}

function argumentsOf(
  env: Env,
  options: ReadKeys,
  called: Called | null,
  found: Target | null,
): Pick<RunTarget, 'args' | 'options'> {
  const written = givenByArgs(options.nodes.get('args'));
  const given = [...givenByCall(called?.args ?? []), ...written];
  const values: Readonly<Record<string, Json>> =
    called === null || (called.args !== null && found?.entry === undefined)
      ? options.values
      : { ...options.values, call: called.name };
  if (found === null || found.entry === null)
    return { args: Object.fromEntries(written.map(({ name }) => [name ?? '', null])), options: values };
  const args = matchArguments(env, found.entry, given);
  return { args, options: given.length === 0 ? values : { ...values, args } };
}

/** The place of what is called, for messages about it. */
export function placeOf(target: RunTarget, otherwise: Span): Span {
  return target.called?.span ?? otherwise;
}
