import { conversionError } from '../value/failure.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { charTest, type CharTest } from './char-set.ts';
import type { ParsedRegexp } from './parse.ts';
import type { Assertion, Regexp } from './syntax.ts';

/** One step. `next` and `other` are places in the program; of a `split`, `next` is preferred. */
export type Instruction =
  | { readonly op: 'test'; readonly test: CharTest; readonly next: number }
  | { readonly op: 'split'; readonly next: number; readonly other: number }
  | { readonly op: 'save'; readonly slot: number; readonly next: number }
  | { readonly op: 'assert'; readonly at: Assertion; readonly next: number }
  | { readonly op: 'match' };

/** A compiled pattern. Slots 2g and 2g+1 hold where group g begins and ends; group 0 is the whole match. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly slots: number;
  /** What every match begins with, where that is known: matching leaps to it. */
  readonly prefix: string;
  /** A match can only begin where the text does. */
  readonly anchored: boolean;
}

/** Counted repetitions are written out; a program that grows beyond this is refused. */
const MAX_INSTRUCTIONS = 20000;

/** Compiles from the end to the beginning: each part is given the place that follows it. */
export function compileRegexp(pattern: string, parsed: ParsedRegexp): Program {
  const instructions: Instruction[] = [];

  const emit = (instruction: Instruction): number => {
    if (instructions.length >= MAX_INSTRUCTIONS)
      throw conversionError(pattern, 'regular expression', 'its repetitions make it too large');
    return instructions.push(instruction) - 1;
  };

  const compile = (node: Regexp, next: number): number => {
    switch (node.kind) {
      case 'set':
        return emit({ op: 'test', test: charTest(node.set), next });
      case 'assertion':
        return emit({ op: 'assert', at: node.at, next });
      case 'sequence':
        return node.parts.reduceRight((following, part) => compile(part, following), next);
      case 'choice':
        return node.options
          .map((option) => compile(option, next))
          .reduceRight((other, option) => emit({ op: 'split', next: option, other }));
      case 'capture':
        return emit({
          op: 'save',
          slot: node.group * 2,
          next: compile(node.body, emit({ op: 'save', slot: node.group * 2 + 1, next })),
        });
      case 'repeat':
        return repeat(node, next);
      default:
        return assertNever(node);
    }
  };

  const split = (greedy: boolean, body: number, after: number): number =>
    emit(greedy ? { op: 'split', next: body, other: after } : { op: 'split', next: after, other: body });

  const repeat = (node: Regexp & { readonly kind: 'repeat' }, next: number): number => {
    let following = next;
    if (node.max === null) {
      const loop = emit({ op: 'match' });
      const body = compile(node.body, loop);
      instructions[loop] = node.greedy ? { op: 'split', next: body, other: next } : { op: 'split', next, other: body };
      // A body that can be empty is tried once before the loop may end; otherwise its empty way would be cut off as a step seen before.
      following = node.min > 0 ? body : canBeEmpty(node.body) ? split(node.greedy, body, next) : loop;
      for (let i = 1; i < node.min; i++) following = compile(node.body, following);
      return following;
    }
    for (let i = node.min; i < node.max; i++) following = split(node.greedy, compile(node.body, following), next);
    for (let i = 0; i < node.min; i++) following = compile(node.body, following);
    return following;
  };

  const end = emit({ op: 'save', slot: 1, next: emit({ op: 'match' }) });
  const start = emit({ op: 'save', slot: 0, next: compile(parsed.root, end) });
  return {
    instructions,
    start,
    slots: (parsed.groups + 1) * 2,
    prefix: literalPrefix(parsed.root),
    anchored: beginsAtTextStart(parsed.root),
  };
}

function canBeEmpty(node: Regexp): boolean {
  switch (node.kind) {
    case 'set':
      return false;
    case 'assertion':
      return true;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'capture':
      return canBeEmpty(node.body);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body);
    default:
      return assertNever(node);
  }
}

function beginsAtTextStart(node: Regexp): boolean {
  if (node.kind === 'capture') return beginsAtTextStart(node.body);
  if (node.kind === 'choice') return node.options.every(beginsAtTextStart);
  if (node.kind === 'sequence') return node.parts.length > 0 && beginsAtTextStart(node.parts[0]!);
  return node.kind === 'assertion' && node.at === 'textStart';
}

/** The characters that a match of the node begins with for sure; without case folding, which would make them several. */
function literalPrefix(node: Regexp): string {
  if (node.kind === 'capture') return literalPrefix(node.body);
  if (node.kind === 'set') return literalCharacter(node) ?? '';
  if (node.kind !== 'sequence') return '';
  let prefix = '';
  for (const part of node.parts) {
    const character = literalCharacter(part);
    if (character === null) return prefix + literalPrefix(part);
    prefix += character;
  }
  return prefix;
}

function literalCharacter(node: Regexp): string | null {
  if (
    node.kind !== 'set' ||
    node.set.negated ||
    node.set.fold ||
    node.set.properties.length > 0 ||
    node.set.ranges.length !== 1
  )
    return null;
  const [first, last] = node.set.ranges[0]!;
  return first === last ? String.fromCodePoint(first) : null;
}
