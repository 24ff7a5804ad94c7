import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { referencePage } from '../../stdlib/reference.ts';
import { librarySources } from '../../stdlib/sources.ts';

test('the reference is up to date (`node stdlib/reference.ts` writes it)', () => {
  assert.is(readFileSync('stdlib/README.md', 'utf8'), referencePage(librarySources()));
});

test('every file of declarations has a chapter', () => {
  assert.throws(() => referencePage({ 'new.plg': '' }), /new\.plg has no chapter/);
});

test.run();
