import type { Followed } from '../lineage/follow.ts';
import type { FollowedObject } from '../lineage/followed-object.ts';

/** `main.copy` is `copy`, in lower case. */
export function lastPart(name: string): string {
  return (name.split('.').at(-1) ?? name).trim().toLowerCase();
}

/** The texts of an option: one, or a list of them. */
export function textsOf(options: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = options[key];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** The routines, by id, that a trigger, schedule or pipeline runs: those it names, and the procedures whose options name it. */
export function runsOf({ objects }: Pick<Followed, 'objects'>, object: FollowedObject): readonly string[] {
  if (object.kind !== 'trigger' && object.kind !== 'schedule' && object.kind !== 'pipeline') return [];
  const named = [...textsOf(object.options, 'call'), ...stepsOf(object.options)];
  const key = { trigger: 'triggers', schedule: 'sched', pipeline: 'pipeline' }[object.kind];
  const found = named.flatMap((name) => idOf(objects, name) ?? []);
  const naming = [...objects.values()].filter(
    (each) =>
      each.kind === 'procedure' &&
      textsOf(each.options, key).some((one) => lastPart(one) === object.name.toLowerCase()),
  );
  const ids = new Set([...found, ...naming.map(({ id }) => id)]);
  const same = `procedure:${object.name.toLowerCase()}`;
  if (ids.size === 0 && object.kind === 'trigger' && objects.has(same)) ids.add(same);
  return [...ids];
}

function stepsOf(options: Readonly<Record<string, unknown>>): readonly string[] {
  const { steps } = options;
  if (!Array.isArray(steps)) return textsOf(options, 'steps');
  return steps.flatMap((step: unknown) => {
    if (typeof step === 'string') return [step];
    if (typeof step !== 'object' || step === null) return [];
    const fields = step as Readonly<Record<string, unknown>>;
    const name = fields['call'] ?? fields['name'];
    return typeof name === 'string' ? [name] : [];
  });
}

function idOf(objects: Followed['objects'], name: string): string | undefined {
  const last = lastPart(name.replace(/\(.*$/s, ''));
  return ['procedure', 'function', 'pipeline'].map((kind) => `${kind}:${last}`).find((id) => objects.has(id));
}
