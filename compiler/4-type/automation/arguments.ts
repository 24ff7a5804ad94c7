import type { Span } from '../../contract/span.ts';
import { suggest } from '../../contract/suggest.ts';
import type { Argument } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { StringLiteral } from '../../ir/syntax-literal.ts';
import { report, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';
import { coerce } from '../types/coerce.ts';
import { constantOf } from './constant.ts';
import type { Entry } from './option-keys.ts';
import { wordOf, type Json, type OptionNode } from './option-reader.ts';

/** An argument that options give; without a name it goes by place. */
export interface Given {
  readonly name: string | null;
  readonly value: OptionNode;
  readonly span: Span;
}

/** The arguments of a call in an option. */
export function givenByCall(args: readonly Argument[]): readonly Given[] {
  return args.flatMap(({ name, value, span }) =>
    value.kind === 'Star' ? [] : [{ name: name?.text ?? null, value, span: name?.span ?? span }],
  );
}

/** The arguments of an option `args: {…}`. */
export function givenByArgs(entry: Entry | undefined): readonly Given[] {
  if (entry?.value.kind !== 'StructLiteral') return [];
  return entry.value.fields.map(({ name, value }) => ({ name: name.text, value, span: name.span }));
}

/**
 * Arguments by the names of parameters, as data. Unknown, repeated and surplus ones are reported, and values that do not fit. The receiver of a
 * routine is its first argument.
 */
export function matchArguments(env: Env, entry: RoutineEntry, given: readonly Given[]): Readonly<Record<string, Json>> {
  const matched: Record<string, Json> = {};
  let place = 0;
  for (const each of given) {
    const parameter =
      each.name === null
        ? entry.parameters[place++]
        : entry.parameters.find((one) => one.name.toLowerCase() === each.name?.toLowerCase());
    if (parameter === undefined) {
      reportSurplus(env, entry, each, given.length);
      continue;
    }
    if (Object.hasOwn(matched, parameter.name)) report(env, 'PLG1214', { name: parameter.name }, each.span);
    const constant = constantOf(each.value);
    if (constant === undefined) {
      report(env, 'PLG1410', { key: parameter.name, found: 'computed', expected: 'a constant' }, each.value.span);
      continue;
    }
    matched[parameter.name] = constant;
    if (parameter.slot !== null) coerce(env, check(env, literalOf(each.value), parameter.slot), parameter.slot);
  }
  return matched;
}

function reportSurplus(env: Env, entry: RoutineEntry, { name, span }: Given, count: number): void {
  const names = entry.parameters.map((parameter) => parameter.name);
  if (name !== null) report(env, 'PLG1213', { function: entry.name, name, nearest: suggest(name, names) }, span);
  else
    report(
      env,
      'PLG1206',
      { name: entry.name, given: count, needed: String(names.length), signature: `${entry.name}(${names.join(', ')})` },
      span,
    );
}

/** A bare word is a string. */
function literalOf(node: OptionNode): Expression {
  const word = wordOf(node);
  if (node.kind !== 'OptionWord' && word === null) return node;
  return { kind: 'StringLiteral', span: node.span, value: word ?? '' } satisfies StringLiteral;
}

/** Parameters that neither a default nor one of the names gives a value. */
export function missingArguments(entry: RoutineEntry, given: Iterable<string>): readonly string[] {
  const names = new Set([...given].map((name) => name.toLowerCase()));
  return entry.parameters
    .filter((parameter) => parameter.defaultText === null && !names.has(parameter.name.toLowerCase()))
    .map((parameter) => parameter.name);
}
