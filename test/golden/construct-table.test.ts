import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { goldensByConstruct, README, withConstructs } from './construct-table.ts';
import { languageParts } from './language-parts.ts';

const shown = goldensByConstruct();
const constructs = languageParts.flatMap((part) => Object.keys(part.constructs));

test('the table of constructs is as the goldens say', () => {
  const text = readFileSync(README, 'utf8');
  assert.is(withConstructs(text, shown), text, '`node test/golden/construct-table.ts` writes it');
});

test('each construct is named once and shown by a golden', () => {
  assert.equal(constructs, [...new Set(constructs)]);
  const missing = constructs.filter((name) => !shown.has(name));
  assert.equal(missing, [], 'a golden shows a construct by `shows = name` in its META');
});

test('what goldens say they show is a construct of the list', () => {
  const known = new Set(constructs);
  assert.equal(
    [...shown.keys()].filter((name) => !known.has(name)),
    [],
  );
});

test.run();
