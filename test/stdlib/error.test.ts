import { test } from 'uvu';
import { raises, runTable } from './native-table.ts';

runTable([
  ['error/throw', ['no such customer'], raises('Exception', /^no such customer$/)],
  ['error/assert', [true, 'm'], true],
  ['error/assert', [false, 'm'], raises('Exception', /^m$/)],
  ['error/assert', [null], raises('Exception', /does not hold/)],
  ['error/no_match', ['c'], raises('MatchError', /c/)],
]);

test.run();
