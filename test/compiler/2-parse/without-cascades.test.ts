import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../compiler/contract/catalog-view.ts';
import { checkParsed, parseFile, sourceFile } from '../../../compiler/index.ts';
import { library } from '../../support/compile/check.ts';

function codes(text: string): readonly string[] {
  const parsed = parseFile(sourceFile('test.plg', text));
  const { diagnostics } = checkParsed(parsed, { view: EMPTY_VIEW, library: library(), mode: 'script' });
  return diagnostics.map((each) => each.code);
}

test('names and types of a statement that cannot be read are not spoken of', () => {
  assert.equal(codes('select nope + from t'), ['PLG1001']);
  assert.equal(codes('select top 10 id from t'), ['PLG1001']);
});

test('other statements keep their findings', () => {
  assert.equal(codes("let a: int = 'x'\nselect 1 + from t\nlet b: int = 'y'"), ['PLG1001', 'PLG1201', 'PLG1201']);
});

test('what a broken text may have declared is not unknown', () => {
  assert.equal(codes('function f(n int returns int { return n }\nlet a = f(1)\nlet b = g(1)'), ['PLG1001', 'PLG1102']);
});

test.run();
