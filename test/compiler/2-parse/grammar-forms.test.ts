import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GrizzlyParser } from '../../../compiler/2-parse/grizzly-parser.ts';
import { grammarForms, seedBlocks } from '../../support/parsing/grammar-forms.ts';
import { findings, readText } from '../../support/parsing/read-text.ts';

const forms = grammarForms();

test('the grammar is well formed', () => {
  assert.ok(new GrizzlyParser(true) instanceof GrizzlyParser);
});

test('the forms are many', () => {
  assert.ok(forms.length > 500, `${forms.length} forms`);
});

for (const { title, text, file } of forms) {
  test(title, () => {
    assert.equal(findings(text, file), []);
    assert.ok(readText(text, file).program.statements.length > 0);
  });
}

for (const { title, text } of seedBlocks()) {
  test(`${title} parses as it stands`, () => {
    assert.equal(findings(text), []);
    assert.is(readText(text).program.statements.length, 1);
  });
}

test.run();
