import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { likeMatcher } from '../../../../runtime/columnar/scalar/like.ts';

const cases: readonly (readonly [text: string, pattern: string, insensitive: boolean, matches: boolean])[] = [
  ['banana', 'b%a', false, true],
  ['banana', 'b_', false, false],
  ['banana', '%an%an%', false, true],
  ['banana', '%ana%ana%', false, false],
  ['banana', 'banana', false, true],
  ['banana', '', false, false],
  ['', '%', false, true],
  ['', '_', false, false],
  ['Banana', 'b%A', true, true],
  ['100%', '100\\%', false, true],
  ['100 kg', '100\\%', false, false],
  ['a\u{1f600}b', 'a_b', false, true],
  ['abab', 'ab%ab', false, true],
  ['ab', 'ab%ab', false, false],
  ['aaab', '%_ab', false, true],
];

for (const [text, pattern, insensitive, matches] of cases) {
  test(`'${text}' ${insensitive ? 'ilike' : 'like'} '${pattern}' is ${matches}`, () => {
    assert.is(likeMatcher(pattern, insensitive)(text), matches);
  });
}

test('a pattern that makes others go back and forth is done in time', () => {
  const started = performance.now();
  assert.is(likeMatcher('%a_%a_%a_%a_%a_%b', false)('a'.repeat(20_000)), false);
  assert.ok(performance.now() - started < 5000);
});

test.run();
