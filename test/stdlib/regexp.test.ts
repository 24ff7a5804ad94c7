import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callNative, raises, runTable } from './native-table.ts';

const invalid = raises('InvalidArgument');
const pattern = (mentions: RegExp): ReturnType<typeof raises> => raises('ConversionError', mentions);

runTable([
  ['regexp/matches', ['banana', 'an{1,2}a'], true],
  ['regexp/matches', ['BANANA', 'nan', 'i'], true],
  ['regexp/matches', ['BANANA', 'nan'], false],
  ['regexp/matches', ['a\nb', 'a.b'], false],
  ['regexp/matches', ['a\nb', 'a.b', 's'], true],
  ['regexp/matches', ['a\nb', '^b$', 'm'], true],
  ['regexp/matches', ['x', '', ''], true],
  ['regexp/matches', ['K', 'k', 'i'], true],
  ['regexp/matches', ['ΑΣ', 'ς$', 'i'], true],
  ['regexp/matches', ['👍', '^.$'], true],
  ['regexp/matches', ['Ω', '\\p{Greek}'], true],
  ['regexp/matches', ['a1', '[[:alpha:]][^\\D]'], true],
  ['regexp/matches', ['a', 'a', 'q'], invalid],
  ['regexp/matches', ['a', '('], pattern(/never closed/)],
  ['regexp/matches', ['a', 'a)'], pattern(/closes nothing/)],
  ['regexp/matches', ['a', '*a'], pattern(/nothing for/)],
  ['regexp/matches', ['a', 'a**'], pattern(/cannot be repeated/)],
  ['regexp/matches', ['a', '(a)\\1'], pattern(/back references/)],
  ['regexp/matches', ['a', '(?=a)'], pattern(/look-ahead/)],
  ['regexp/matches', ['a', '[b-a]'], pattern(/downwards/)],
  ['regexp/matches', ['a', '[a'], pattern(/never closed/)],
  ['regexp/matches', ['a', 'a{1001}'], pattern(/1000/)],
  ['regexp/matches', ['a', '((a{100}){100}){100}'], pattern(/too large/)],
  ['regexp/matches', ['a', '('.repeat(5000)], pattern(/deeper/)],
  ['regexp/matches', ['a', '\\p{Klingon}'], pattern(/Klingon/)],
  ['regexp/matches', ['a', '\\y'], pattern(/means nothing/)],
  ['regexp/not_matches', ['banana', '^n'], true],
  ['regexp/full_match', ['banana', '[a-n]+'], true],
  ['regexp/full_match', ['banana', 'ban'], false],
  ['regexp/full_match', ['ab', 'a|ab'], true],
  ['regexp/similar_to', ['banana', '(ba|na)+'], true],
  ['regexp/similar_to', ['a.c', 'a.c'], true],
  ['regexp/similar_to', ['abc', 'a.c'], false],
  ['regexp/similar_to', ['a\nc', 'a_c'], true],
  ['regexp/similar_to', ['a%', 'a\\%'], true],
  ['regexp/similar_to', ['a_b', '[a-c]\\_[%b]'], true],
  ['regexp/not_similar_to', ['banana', 'na%'], true],
  ['regexp/extract', ['id=42;id=7', '\\d+'], '42'],
  ['regexp/extract', ['id=42', '(\\w+)=(\\d+)', 2], '42'],
  ['regexp/extract', ['b', '(a)?b', 1], null],
  ['regexp/extract', ['none', '\\d+'], null],
  ['regexp/extract', ['none', '\\d+', 1], invalid],
  ['regexp/extract', ['xaax', '(?P<run>a+)', 1], 'aa'],
  ['regexp/extract_all', ['id=42;id=7', 'id=(\\d+)', 1], ['42', '7']],
  ['regexp/extract_all', ['aab', 'a*'], ['aa', '']],
  ['regexp/extract_all', ['x', '\\d'], []],
  ['regexp/replace', ['banana', 'a', 'o'], 'bonana'],
  ['regexp/replace', ['banana', 'a', 'o', 'g'], 'bonono'],
  ['regexp/replace', ['Ann Lee', '(\\w+) (\\w+)', '\\2, \\1\\\\'], 'Lee, Ann\\'],
  ['regexp/replace', ['👍b', 'x*', '-', 'g'], '-👍-b-'],
  ['regexp/replace', ['abc', 'z', '$&'], 'abc'],
  ['regexp/replace', ['abc', 'b', '\\1'], invalid],
  ['regexp/replace', ['abc', 'b', '\\n'], invalid],
  ['regexp/split', ['a1b22c', '\\d+'], ['a', 'b', 'c']],
  ['regexp/split', ['abc', ''], ['a', 'b', 'c']],
  ['regexp/split', ['abc', 'x'], ['abc']],
  ['regexp/split', [',a,', ','], ['', 'a', '']],
  ['regexp/count', ['banana', 'an'], 2],
  ['regexp/count', ['banana', 'ana'], 1],
  ['regexp/position', ['👍nan', 'n.n'], 2],
  ['regexp/position', ['banana', 'x'], 0],
  ['regexp/escape', ['a.b*[c]'], 'a\\.b\\*\\[c\\]'],
]);

test('what backtracking would never finish is linear here', () => {
  const started = performance.now();
  assert.is(callNative('regexp/matches', ['a'.repeat(20000), '(a*)*b']), false);
  assert.is(callNative('regexp/extract', [`${'a'.repeat(20000)}c`, '(a|aa)+$']), null);
  assert.ok(performance.now() - started < 2000);
});

test('an escaped text matches itself alone', () => {
  const text = '^a.b|c(d)[e]{2}\\$?*+-';
  const escaped = callNative('regexp/escape', [text]);
  assert.is(callNative('regexp/full_match', [text, escaped]), true);
  assert.is(callNative('regexp/full_match', ['aXb', callNative('regexp/escape', ['a.b'])]), false);
});

test.run();
