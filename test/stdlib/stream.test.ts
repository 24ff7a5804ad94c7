import { test } from 'uvu';
import { runTable } from './native-table.ts';

const rows = { hasNext: () => true, next: (asDynamic: boolean) => (asDynamic ? 'dynamic' : 'typed'), close: () => 1 };

runTable([
  ['stream/has_next', [rows], true],
  ['stream/next', [rows], 'typed', { result: { kind: 'struct', fields: [] } }],
  ['stream/next', [rows], 'dynamic', { result: { kind: 'dynamic' } }],
  ['stream/close', [rows], 1],
]);

test.run();
