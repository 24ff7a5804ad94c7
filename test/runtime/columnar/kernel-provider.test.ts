import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT } from '../../../compiler/contract/data-type.ts';
import type { QueryPlan } from '../../../compiler/contract/plan.ts';
import { cachedProvider, parameterTraits, type Kernel } from '../../../runtime/columnar/kernel-provider.ts';

function query(value: number): QueryPlan {
  const one = { kind: 'constant', value, type: INT, nullable: false } as const;
  return {
    plan: { kind: 'values', rows: [[one]], fields: [{ name: 'a', type: INT, nullable: false }] },
    parameters: [],
  };
}

const traits = { scans: [], bigParameters: [] };

test('a kernel is made once for a plan and its traits', () => {
  let made = 0;
  const provide = cachedProvider((): Kernel => {
    made++;
    return (_, inputs) => inputs[0]!;
  });
  const first = provide(query(1), traits);
  assert.is(provide(query(1), traits), first, 'equal plans share a kernel');
  assert.is(made, 1);
  provide(query(2), traits);
  provide(query(1), { ...traits, bigParameters: [0] });
  assert.is(made, 3);
});

test('the kernels that were not used for longest go first', () => {
  const made: string[] = [];
  const provide = cachedProvider(
    (each): Kernel => {
      made.push(JSON.stringify(each.plan).match(/"value":(\d)/)![1]!);
      return (_, inputs) => inputs[0]!;
    },
    null,
    2,
  );
  for (const value of [1, 2, 1, 3, 1, 2]) provide(query(value), traits);
  assert.equal(made, ['1', '2', '3', '2']);
});

test('parameters beyond safe integers are told', () => {
  assert.equal(parameterTraits([1, 2n ** 60n, 'a', null]), [1]);
});

test.run();
