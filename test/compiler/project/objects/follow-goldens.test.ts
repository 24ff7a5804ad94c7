import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { follow } from '../../../../compiler/project/lineage/follow.ts';
import { partsOf } from '../../../../compiler/project/lineage/origin.ts';
import { callGraphOf, wholeId } from '../../../../compiler/project/objects/calls.ts';
import { objectEffects } from '../../../../compiler/project/objects/object-effects.ts';
import { checkGolden, surroundingsOf } from '../../../support/golden/check-golden.ts';
import { readGolden } from '../../../support/golden/read-golden.ts';

const root = new URL('../../../golden/', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && /^(?:language|seed)/.test(name))
  .sort();

test('the code of all goldens can be followed, and reads and writes the tables that its signature says', () => {
  let routines = 0;
  for (const name of files) {
    const golden = readGolden(readFileSync(new URL(name, root), 'utf8'));
    const checked = checkGolden(golden);
    if (checked.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'))) continue;
    const surroundings = surroundingsOf(golden);
    const followed = follow(
      checked.map(({ typed }) => typed),
      golden.data === undefined ? EMPTY_VIEW : surroundings.view,
      surroundings,
    );
    for (const { from, to } of followed.edges)
      assert.ok(partsOf(from).column !== '' && partsOf(to).column !== '', name);
    const graph = callGraphOf(followed);
    for (const { id, signature } of followed.objects.values()) {
      if (signature === null || wholeId(id) !== id) continue;
      const { reads, writes } = objectEffects(followed, graph, id);
      routines++;
      for (const [kind, said, found] of [
        ['reads', signature.effects.reads, reads],
        ['writes', signature.effects.writes, writes],
      ] as const)
        for (const table of said)
          if (table !== 'dynamic') assert.ok(found.has(table.toLowerCase()), `${name}: ${id} ${kind} ${table}`);
    }
  }
  assert.ok(routines > 50, String(routines));
});

test.run();
