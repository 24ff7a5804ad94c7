import { suggest } from '../../diagnostics/suggest.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import type { Span } from '../../contract/span.ts';
import { report, type Env } from '../checker.ts';
import { objectName, runnable, runnableNames, type Target } from './objects.ts';
import type { CheckedOptions } from './option-check.ts';

const KINDS = new Set(['procedure', 'function', 'pipeline']);

/** What a trigger or schedule runs: `found` when it is known, `named` when something is named at all. */
export interface RunTarget {
  readonly found: Target | null;
  readonly named: { readonly name: string; readonly span: Span } | null;
}

/** The object that `call`, the CALL clause or `exe` names; `exe` says one kind. */
export function runTargetOf(env: Env, node: AutomationSyntax, options: CheckedOptions, what: string): RunTarget {
  const exe = options.get('exe');
  const kind = typeof exe?.value === 'string' ? exe.value : 'procedure';
  const isKind = KINDS.has(kind.toLowerCase());
  const called = calledName(node, options);
  const byExe = !isKind && !kind.includes('|') && exe !== undefined ? { name: kind, span: exe.option.value.span } : null;
  if (kind.includes('|') && exe !== undefined) {
    const kinds = called === null ? [] : runnable(env, called.name);
    if (kinds.length !== 1) report(env, 'PLG1405', { given: kind }, exe.option.value.span);
  }
  const named = called ?? byExe;
  if (named === null) return { found: null, named: null };
  const all = runnable(env, named.name);
  const wanted = isKind ? all.find((target) => target.kind === kind.toLowerCase()) : undefined;
  const found = wanted ?? all[0] ?? null;
  if (found === null) report(env, 'PLG1404', { object: `${what} \`${objectName(node)}\``, called: named.name, nearest: suggest(named.name, runnableNames(env)) }, named.span);
  else if (isKind && wanted === undefined && exe !== undefined) report(env, 'PLG1415', { exe: kind, object: named.name, kind: found.kind }, exe.option.value.span);
  return { found, named };
}

function calledName(node: AutomationSyntax, options: CheckedOptions): RunTarget['named'] {
  const call = options.get('call');
  if (typeof call?.value === 'string') return { name: call.value, span: call.option.value.span };
  if (node.call === undefined) return null;
  return { name: node.call.parts.map((part) => part.text).join('.'), span: node.call.span };
}
