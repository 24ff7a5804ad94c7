import { suggest } from '../../diagnostics/suggest.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import { objectName, runnable, runnableNames } from './objects.ts';
import type { CheckedOptions } from './option-check.ts';

/** A pipeline: its steps exist, and do not depend on each other in a circle. */
export function checkPipeline(env: Env, node: AutomationSyntax, options: CheckedOptions): void {
  const steps = options.get('steps');
  const names = Array.isArray(steps?.value) ? steps.value.filter((step): step is string => typeof step === 'string') : [];
  for (const name of names) {
    if (runnable(env, name).length > 0) continue;
    report(env, 'PLG1416', { pipeline: objectName(node), name, nearest: suggest(name, runnableNames(env)) }, steps!.option.value.span);
  }
  const depends = options.get('depends_on');
  if (depends === undefined || typeof depends.value !== 'object' || depends.value === null) return;
  const circle = circleIn(depends.value as Readonly<Record<string, unknown>>);
  if (circle !== null) report(env, 'PLG1412', { path: circle }, depends.option.value.span);
}

/** A circle among dependencies, as the names along it; `null` when there is none. */
export function circleIn(depends: Readonly<Record<string, unknown>>): readonly string[] | null {
  const before = new Map(Object.entries(depends).map(([step, value]) => [step.toLowerCase(), namesOf(value)]));
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (step: string): readonly string[] | null => {
    if (path.includes(step)) return [...path.slice(path.indexOf(step)), step];
    if (done.has(step)) return null;
    path.push(step);
    for (const each of before.get(step) ?? []) {
      const circle = visit(each);
      if (circle !== null) return circle;
    }
    path.pop();
    done.add(step);
    return null;
  };
  for (const step of before.keys()) {
    const circle = visit(step);
    if (circle !== null) return circle;
  }
  return null;
}

function namesOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === 'string').map((each) => each.toLowerCase());
}
