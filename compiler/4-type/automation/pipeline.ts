import { suggest } from '../../contract/suggest.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import { givenByArgs, givenByCall, matchArguments, missingArguments } from './arguments.ts';
import { calledOf, type Called } from './called.ts';
import { circleFrom } from './dependencies.ts';
import {
  hasObject,
  lastPart,
  objectName,
  objectNames,
  objectOptions,
  proceduresWithOptions,
  runnable,
  runnableNames,
} from './objects.ts';
import { structIn, textsIn, type CheckedOptions } from './option-check.ts';
import type { Entry } from './option-keys.ts';
import { readerOf, type Json, type OptionNode } from './option-reader.ts';
import { checkSchedules, wordsOf } from './procedure-options.ts';

/** A pipeline: its steps exist, and do not depend on each other in a circle. Gives its options as the catalog keeps them. */
export function checkPipeline(
  env: Env,
  node: AutomationSyntax,
  options: CheckedOptions,
): Readonly<Record<string, Json>> {
  const name = objectName(node);
  checkSchedules(env, options, 'sched');
  const steps = stepsOf(env, options);
  const read = options.values['steps'];
  const data = steps.map((step, i) => checkStep(env, name, step, Array.isArray(read) ? (read[i] ?? {}) : {}));
  const own = objectOptions(env.checker, 'pipeline', name) ?? {};
  const members = proceduresWithOptions(env.checker).filter((each) =>
    textsIn(each.options, 'pipeline').some((one) => lastPart(one) === name.toLowerCase()),
  );
  const isEmpty =
    !options.nodes.has('steps') && !options.nodes.has('models') && node.body === undefined && members.length === 0;
  if (isEmpty) report(env, 'PLG1411', { key: 'steps', object: `pipeline \`${name}\`` }, node.name.span);
  checkOrder(
    env,
    name,
    options,
    steps,
    members.map((each) => each.name),
  );
  checkCircles(env, node, options, steps, own);
  return Array.isArray(read) && steps.length === read.length ? { ...options.values, steps: data } : options.values;
}

interface Step {
  readonly called: Called;
  readonly node: OptionNode;
  readonly args: Entry | undefined;
  readonly dependsOn: readonly string[];
}

/** The steps that name something to call; others were reported when their options were read. */
function stepsOf(env: Env, { nodes, values }: CheckedOptions): readonly Step[] {
  const reader = readerOf(env);
  const list = nodes.get('steps')?.value;
  const elements: readonly OptionNode[] =
    list === undefined ? [] : list.kind === 'ListLiteral' || list.kind === 'Tuple' ? list.elements : [list];
  const read = values['steps'];
  return elements.flatMap((element, i): readonly Step[] => {
    const fields = element.kind === 'StructLiteral' ? element.fields : [];
    const field = (...keys: readonly string[]): Entry | undefined => {
      const found = fields.find(({ name }) => keys.includes(name.text.toLowerCase()));
      return found === undefined ? undefined : { key: found.name, value: found.value };
    };
    const called = calledOf(
      reader,
      element.kind === 'StructLiteral' ? (field('call', 'name')?.value ?? element) : element,
    );
    const data = Array.isArray(read) ? read[i] : undefined;
    const dependsOn = textsIn(
      typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {},
      'depends_on',
    );
    return called === null ? [] : [{ called, node: element, args: field('args'), dependsOn }];
  });
}

/** PLG1416 for a step that does not exist; else its arguments fit. */
function checkStep(env: Env, pipeline: string, { called, args }: Step, data: Json): Json {
  const [found] = runnable(env, called.name);
  if (found === undefined)
    report(
      env,
      'PLG1416',
      { pipeline, name: called.name, nearest: suggest(called.name, runnableNames(env)) },
      called.span,
    );
  if (found === undefined || found.entry === null) return data;
  const given = [...givenByCall(called.args ?? []), ...givenByArgs(args)];
  const matched = matchArguments(env, found.entry, given);
  const { entry } = found;
  const own = proceduresWithOptions(env.checker).find(
    (each) => entry.kind === 'procedure' && each.name.toLowerCase() === entry.name.toLowerCase(),
  );
  const missing = missingArguments(entry, [
    ...Object.keys(matched),
    ...Object.keys(structIn(own?.options ?? {}, 'args')),
  ]);
  if (missing.length > 0) report(env, 'PLG1407', { procedure: entry.name, arguments: missing }, called.span);
  const step = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
  return { ...step, call: called.name, ...(given.length === 0 ? {} : { args: matched }) };
}

/** Names in `depends_on`: steps on both sides of a struct, pipelines in a list. */
function checkOrder(
  env: Env,
  pipeline: string,
  options: CheckedOptions,
  steps: readonly Step[],
  members: readonly string[],
): void {
  const node = options.nodes.get('depends_on')?.value;
  const known = [...steps.map((step) => step.called.name), ...members];
  const isKnown = (name: string): boolean => known.some((each) => lastPart(each) === lastPart(name));
  if (node?.kind === 'StructLiteral') {
    for (const { name, value } of node.fields) {
      const words = [
        { text: name.text, span: name.span },
        ...wordsOf({ values: {}, nodes: new Map([['depends_on', { key: name, value }]]) }, 'depends_on'),
      ];
      for (const { text, span } of words)
        if (!isKnown(text)) report(env, 'PLG1416', { pipeline, name: text, nearest: suggest(text, known) }, span);
    }
    return;
  }
  for (const { text, span } of wordsOf(options, 'depends_on')) {
    if (hasObject(env, 'pipeline', text)) continue;
    report(
      env,
      'PLG1114',
      { kind: 'pipeline', name: text, nearest: suggest(text, objectNames(env.checker, 'pipeline')) },
      span,
      { severity: 'warning' },
    );
  }
}

/** PLG1412 among the steps; then among pipelines that run or await each other, at the first of them in the file. */
function checkCircles(
  env: Env,
  node: AutomationSyntax,
  options: CheckedOptions,
  steps: readonly Step[],
  own: Readonly<Record<string, unknown>>,
): void {
  const { checker } = env;
  const order = structIn(options.values, 'depends_on');
  const ofProcedures = new Map(
    proceduresWithOptions(checker).map((each) => [each.name.toLowerCase(), textsIn(each.options, 'depends_on')]),
  );
  const before = (name: string): readonly string[] => {
    const last = lastPart(name);
    const written = Object.entries(order).flatMap(([step, value]) =>
      lastPart(step) === last ? textsIn({ value }, 'value') : [],
    );
    const ofSteps = steps.filter((step) => lastPart(step.called.name) === last).flatMap((step) => step.dependsOn);
    return [...written, ...ofSteps, ...(ofProcedures.get(last) ?? [])];
  };
  const told = new Set<string>();
  for (const name of new Set([...steps.map((step) => step.called.name), ...Object.keys(order)])) {
    if (told.has(lastPart(name))) continue;
    const circle = circleFrom(name, before);
    // A circle among procedures alone is told at their own options.
    if (
      circle === null ||
      circle
        .slice(1)
        .every((next, i) =>
          (ofProcedures.get(lastPart(circle[i] ?? '')) ?? []).some((each) => lastPart(each) === lastPart(next)),
        )
    )
      continue;
    for (const each of circle) told.add(lastPart(each));
    report(
      env,
      'PLG1412',
      { path: circle },
      (options.nodes.get('depends_on') ?? options.nodes.get('steps'))?.value.span ?? node.name.span,
    );
  }
  const circle = circleFrom(objectName(node), (name) =>
    pipelinesIn(
      env,
      lastPart(name) === objectName(node).toLowerCase() ? own : (objectOptions(checker, 'pipeline', name) ?? {}),
    ),
  );
  if (circle === null) return;
  const along = new Set(circle.map(lastPart));
  const first = checker.bound.automation.find(
    (each) => each.kind === 'UpsertPipeline' && along.has(objectName(each).toLowerCase()),
  );
  const key = options.nodes.get('steps') ?? options.nodes.get('depends_on');
  if (first === node) report(env, 'PLG1412', { path: circle }, key?.value.span ?? node.name.span);
}

/** The pipelines that a pipeline runs as steps or comes after. */
function pipelinesIn(env: Env, options: Readonly<Record<string, unknown>>): readonly string[] {
  const steps: readonly unknown[] = Array.isArray(options['steps']) ? options['steps'] : [];
  const calls = steps.flatMap((step) =>
    typeof step === 'object' && step !== null ? textsIn(step as Readonly<Record<string, unknown>>, 'call') : [],
  );
  return [...calls, ...textsIn(options, 'depends_on')].filter((name) =>
    runnable(env, name).some((target) => target.kind === 'pipeline'),
  );
}
