import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findMatch } from '../../../stdlib/regexp/match.ts';
import { regexp } from '../../../stdlib/regexp/regexp.ts';

/** A small generator with a seed, so that a failure comes again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const next = numbers(2026);
const oneOf = (choices: readonly string[]): string => choices[next(choices.length)]!;

/** Repetitions of single characters only: for repeated groups that can be empty, JavaScript has rules of its own. */
function randomPattern(depth: number): string {
  const part = (): string => {
    const kind = next(depth > 0 ? 5 : 3);
    if (kind === 3) return `(${randomPattern(depth - 1)})`;
    if (kind === 4) return `(?:${randomPattern(depth - 1)})`;
    return kind === 2
      ? oneOf(['\\b', '^', '$'])
      : oneOf(['a', 'b', '.', '[ab]', '[^a]']) +
          oneOf(['', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?']);
  };
  const sequence = (): string => Array.from({ length: 1 + next(3) }, part).join('');
  return Array.from({ length: 1 + next(2) }, sequence).join('|');
}

test('matches and groups are those of a backtracking matcher', () => {
  for (let i = 0; i < 4000; i++) {
    const pattern = randomPattern(2);
    const text = Array.from({ length: next(8) }, () => oneOf(['a', 'b', 'c', ' ', '\n'])).join('');
    const ours = findMatch(regexp('test', pattern, '').program, text, 0);
    const theirs = new RegExp(pattern, 'd').exec(text)?.indices ?? null;
    assert.equal(
      ours,
      theirs === null ? null : theirs.flatMap((place) => place ?? [-1, -1]),
      `${pattern} in ${JSON.stringify(text)}`,
    );
  }
});

test('the automaton agrees with the machine', () => {
  for (let i = 0; i < 4000; i++) {
    const pattern = randomPattern(2).replaceAll('\\b', '');
    const text = Array.from({ length: next(8) }, () => oneOf(['a', 'b', 'é', '👍'])).join('');
    const { program, occursIn, takes } = regexp('test', pattern, '');
    assert.is(occursIn(text), findMatch(program, text, 0) !== null, `${pattern} in ${text}`);
    assert.is(
      takes(text),
      findMatch(program, text, 0, { anchored: true, toEnd: true }) !== null,
      `${pattern} takes ${text}`,
    );
  }
});

test.run();
