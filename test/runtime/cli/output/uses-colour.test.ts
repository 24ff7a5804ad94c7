import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { usesColour } from '../../../../runtime/cli/output/uses-colour.ts';

const terminal = { isTTY: true };

test('a terminal has colour, a file or pipe none', () => {
  assert.is(usesColour(terminal, {}), true);
  assert.is(usesColour({}, {}), false);
  assert.is(usesColour({ isTTY: false }, {}), false);
  assert.is(usesColour(terminal, { TERM: 'dumb' }), false);
});

test('NO_COLOR turns it off if it is not empty, whatever else is set', () => {
  assert.is(usesColour(terminal, { NO_COLOR: '1' }), false);
  assert.is(usesColour(terminal, { NO_COLOR: '0', FORCE_COLOR: '1' }), false);
  assert.is(usesColour(terminal, { NO_COLOR: '' }), true);
});

test('FORCE_COLOR decides for pipes and terminals', () => {
  assert.is(usesColour({}, { FORCE_COLOR: '1' }), true);
  assert.is(usesColour(terminal, { FORCE_COLOR: '0' }), false);
});

test.run();
