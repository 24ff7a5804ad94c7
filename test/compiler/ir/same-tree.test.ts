import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sameTree } from '../../../compiler/ir/same-tree.ts';
import { readText } from '../../support/parsing/read-text.ts';

const same = (a: string, b: string): boolean => sameTree(readText(a).program, readText(b).program);

test('layout and spelling of keywords make no difference', () => {
  assert.ok(same('let a = (1+2)', 'LET a =\n  1 + 2 -- three'));
});

test('names, values, operators and shape do', () => {
  for (const other of [
    'let b = 1 + 2',
    'let a = 1 + 3',
    'let a = 1 - 2',
    'let a = 1 + 2; return',
    'let a: int = 1 + 2',
  ]) {
    assert.not.ok(same('let a = 1 + 2', other), other);
  }
  assert.not.ok(same('a - (b - c)', 'a - b - c'));
});

test.run();
