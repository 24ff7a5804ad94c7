import type { Assertion } from './syntax.ts';
import type { Instruction, Program } from './program.ts';

/** Where a match and its groups begin and end, in UTF-16 offsets; -1 for a group that took no part. */
export type Match = readonly number[];

export interface MatchOptions {
  /** The match must begin at the offset. */
  readonly anchored?: boolean;
  /** The match must end at the end of the text. */
  readonly toEnd?: boolean;
}

/** The threads of one place in the text, in order of preference; each place of the program at most once. */
interface Threads {
  readonly marks: Int32Array;
  readonly places: number[];
  readonly captures: (readonly number[])[];
}

/**
 * The leftmost match from `offset` on, of several the one that a backtracking matcher would find first. All ways through the program
 * advance together, one character at a time (Pike's machine), so the time is linear in the text whatever the pattern.
 */
export function findMatch(program: Program, text: string, offset: number, options: MatchOptions = {}): Match | null {
  const { instructions } = program;
  const anchored = options.anchored === true || program.anchored;
  let current = noThreads(instructions.length);
  let following = noThreads(instructions.length);
  let found: Match | null = null;
  const blank: readonly number[] = Array.from({ length: program.slots }, () => -1);
  let step = 1;
  for (let at = offset; ;) {
    if (current.places.length === 0) {
      if (found !== null || (anchored && at > offset)) return found;
      if (!anchored && program.prefix !== '') {
        at = text.indexOf(program.prefix, at);
        if (at < 0) return null;
        step++;
      }
    }
    if (found === null && (!anchored || at === offset))
      addThread(program, current, step, program.start, text, at, blank);
    const codePoint = at < text.length ? text.codePointAt(at)! : -1;
    const nextAt = at + (codePoint > 0xffff ? 2 : 1);
    step++;
    for (let i = 0; i < current.places.length; i++) {
      const instruction = instructions[current.places[i]!]!;
      if (instruction.op === 'match') {
        if (options.toEnd === true && at < text.length) continue;
        found = current.captures[i]!;
        break;
      }
      if (instruction.op === 'test' && codePoint >= 0 && instruction.test(codePoint))
        addThread(program, following, step, instruction.next, text, nextAt, current.captures[i]!);
    }
    current.places.length = 0;
    current.captures.length = 0;
    [current, following] = [following, current];
    if (codePoint < 0) return found;
    at = nextAt;
  }
}

function noThreads(size: number): Threads {
  return { marks: new Int32Array(size), places: [], captures: [] };
}

/** Follows all steps that take no character, from `start` on, in order of preference. Captures are copied when they change. */
function addThread(
  program: Program,
  threads: Threads,
  step: number,
  start: number,
  text: string,
  at: number,
  captures: readonly number[],
): void {
  const pending: { readonly place: number; readonly captures: readonly number[] }[] = [{ place: start, captures }];
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    if (threads.marks[task.place] === step) continue;
    threads.marks[task.place] = step;
    const instruction: Instruction = program.instructions[task.place]!;
    if (instruction.op === 'split') {
      pending.push(
        { place: instruction.other, captures: task.captures },
        { place: instruction.next, captures: task.captures },
      );
    } else if (instruction.op === 'save') {
      pending.push({ place: instruction.next, captures: task.captures.with(instruction.slot, at) });
    } else if (instruction.op === 'assert') {
      if (holds(instruction.at, text, at)) pending.push({ place: instruction.next, captures: task.captures });
    } else {
      threads.places.push(task.place);
      threads.captures.push(task.captures);
    }
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'textStart':
      return at === 0;
    case 'textEnd':
      return at === text.length;
    case 'lineStart':
      return at === 0 || text.charCodeAt(at - 1) === 10;
    case 'lineEnd':
      return at === text.length || text.charCodeAt(at) === 10;
    case 'wordBoundary':
      return isWord(text, at - 1) !== isWord(text, at);
    case 'noWordBoundary':
      return isWord(text, at - 1) === isWord(text, at);
  }
}

/** Whether an ASCII letter, digit or underscore stands at the offset. */
function isWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (
    (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f || (unit >= 0x61 && unit <= 0x7a)
  );
}
