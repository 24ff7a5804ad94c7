import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Import } from './read-imports.ts';
import { importsOf, readImports, sourceFiles } from './read-imports.ts';
import type { Room } from './rooms.ts';
import { openRoom, packages, pureBuiltins, recursiveFolders, rooms } from './rooms.ts';

const files = sourceFiles();
const imports = readImports(files);
const roomOf = (file: string): Room | undefined =>
  rooms.find((room) => file === room.path || file.startsWith(room.path));
const isBreach = (each: Import): boolean => {
  const [from, to] = [roomOf(each.from), roomOf(each.to)];
  if (from === undefined || to === undefined) return true;
  return from.name !== to.name && to.name !== openRoom && !from.may.includes(to.name);
};

test('every source file has a room', () => {
  assert.equal(
    files.filter((file) => roomOf(file) === undefined),
    [],
  );
});

test('files import only rooms that theirs may', () => {
  const breaches = imports.filter((each) => each.kind === 'file' && isBreach(each));
  assert.equal(
    breaches.map((each) => `${each.from} → ${each.to}`),
    [],
  );
});

test('imported files exist and are named with their extension', () => {
  const missing = imports.filter((each) => each.kind === 'file' && !existsSync(each.to));
  assert.equal(
    missing.map((each) => `${each.from} → ${each.to}`),
    [],
  );
});

test('packages are imported only where they may', () => {
  const breaches = imports.filter((each) => {
    if (each.kind === 'file') return false;
    const room = roomOf(each.from)?.name ?? '';
    const allowed = packages[each.to];
    if (allowed !== undefined && !allowed.includes(room)) return true;
    const isPure = each.from.startsWith('compiler/') || room === 'stdlib';
    return isPure && allowed === undefined && !pureBuiltins.includes(each.to);
  });
  assert.equal(
    breaches.map((each) => `${each.from} → ${each.to}`),
    [],
  );
});

test('built-in modules are written with node:', () => {
  const bareNames = imports.filter(
    (each) => each.kind === 'package' && isBuiltin(each.to) && !each.to.startsWith('node:'),
  );
  assert.equal(
    bareNames.map((each) => `${each.from} → ${each.to}`),
    [],
  );
});

test('imports make no cycles', () => {
  const recursive = (each: Import): boolean =>
    recursiveFolders.some((folder) => each.from.startsWith(folder) && each.to.startsWith(folder));
  assert.equal(cycles(imports.filter((each) => each.kind === 'file' && !each.typeOnly && !recursive(each))), []);
});

test('type imports make no cycles between folders', () => {
  const between = imports.filter((each) => each.kind === 'file' && roomOf(each.from)?.name !== roomOf(each.to)?.name);
  const asRooms = between.map((each) => ({ from: roomOf(each.from)?.name ?? '', to: roomOf(each.to)?.name ?? '' }));
  assert.equal(cycles(asRooms.filter((each) => each.from !== 'build' && each.to !== 'build')), []);
});

test('the reader sees every form of import', () => {
  const text = [
    `import { a } from './a.ts';`,
    `import type { B } from '../b.ts';`,
    `export { c } from './c.ts';`,
    `import {\n  d,\n} from "node:fs";`,
    `import './e.ts';`,
    `const f = await import('chevrotain');`,
    `const g = require('typescript');`,
  ].join('\n');
  assert.equal(
    importsOf('x/y.ts', text).map((each) => [each.to, each.typeOnly]),
    [
      ['x/a.ts', false],
      ['b.ts', true],
      ['x/c.ts', false],
      ['node:fs', false],
      ['x/e.ts', false],
      ['chevrotain', false],
      ['typescript', false],
    ],
  );
});

test('a cycle is found and a diamond is none', () => {
  const edge = (from: string, to: string): { from: string; to: string } => ({ from, to });
  assert.equal(cycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('d', 'a')]), ['a → b → c → a']);
  assert.equal(cycles([edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')]), []);
});

/** Each cycle once, written out from the node where the search met it. */
function cycles(edges: readonly { readonly from: string; readonly to: string }[]): readonly string[] {
  const next = Map.groupBy(edges, (each) => each.from);
  const done = new Set<string>();
  const path: string[] = [];
  const found: string[] = [];
  const visit = (node: string): void => {
    const at = path.indexOf(node);
    if (at >= 0) found.push([...path.slice(at), node].join(' → '));
    if (at >= 0 || done.has(node)) return;
    path.push(node);
    for (const edge of next.get(node) ?? []) visit(edge.to);
    path.pop();
    done.add(node);
  };
  for (const node of next.keys()) visit(node);
  return found;
}

test.run();
