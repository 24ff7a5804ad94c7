import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lex } from '../../../../compiler/1-lex/lex.ts';
import { parse } from '../../../../compiler/2-parse/parse.ts';
import { pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';

/** Codes of the syntax phase whose example cannot be shown in a few lines, or that depends on the place of the file. */
const notShown: readonly string[] = ['PLG1008', 'PLG1011'];

function syntaxCodes(text: string): readonly string[] {
  const file = sourceFile('example.plg', `${text}\n`);
  const { tokens, diagnostics } = lex(file);
  return [...diagnostics, ...parse(file, tokens).diagnostics].map((each) => each.code);
}

for (const [code, page] of Object.entries(pages)) {
  test(`${code}: the right example parses`, () => {
    assert.equal(syntaxCodes(page.right), []);
  });
  test(`${code}: the wrong example ${code.startsWith('PLG10') ? 'gives the code' : 'parses'}`, () => {
    const found = syntaxCodes(page.wrong);
    if (code.startsWith('PLG10') && !notShown.includes(code)) assert.ok(found.includes(code), found.join(', '));
    else assert.equal(found, []);
  });
}

test.run();
