import { readFileSync, globSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpPlan } from '../../../../compiler/debug/dump-plan.ts';
import { extractJoinConditions } from '../../../../compiler/5-plan/rules/extract-join-conditions.ts';
import { foldConstants } from '../../../../compiler/5-plan/rules/fold-constants.ts';
import { keepSmallerSides } from '../../../../compiler/5-plan/rules/keep-smaller-sides.ts';
import { limitSorts } from '../../../../compiler/5-plan/rules/limit-sorts.ts';
import { moveLateralConditions } from '../../../../compiler/5-plan/rules/move-lateral-conditions.ts';
import { pruneScans } from '../../../../compiler/5-plan/rules/prune-scans.ts';
import { pushDownPredicates } from '../../../../compiler/5-plan/rules/push-down-predicates.ts';
import { pushDownProjections } from '../../../../compiler/5-plan/rules/push-down-projections.ts';
import { unnestSubqueries } from '../../../../compiler/5-plan/rules/unnest-subqueries.ts';
import type { Facts } from '../../../../compiler/5-plan/facts.ts';
import { RULES, type Rule } from '../../../../compiler/5-plan/rules.ts';
import { lowered } from '../../../support/compile/lowered.ts';
import { shopView } from './shop.ts';

/** Files of pairs are named after their rule: a query, and its plan before and after. Dropping a file of a rule in adds a test. */
const rules: Readonly<Record<string, Rule>> = {
  'extract-join-conditions': extractJoinConditions,
  'fold-constants': foldConstants,
  'keep-smaller-sides': keepSmallerSides,
  'limit-sorts': limitSorts,
  'move-lateral-conditions': moveLateralConditions,
  'prune-scans': pruneScans,
  'push-down-predicates': pushDownPredicates,
  'push-down-projections': pushDownProjections,
  'unnest-subqueries': unnestSubqueries,
};

const facts: Facts = { rowCount: (table) => shopView.tables.find((each) => each.id === table)?.rowCount ?? null };

for (const file of globSync('test/compiler/5-plan/rules/*.txt').sort()) {
  const name = basename(file, '.txt');
  const rule = rules[name];
  for (const { query, before, after } of pairsIn(readFileSync(file, 'utf8'))) {
    test(`${name}: ${query}`, () => {
      if (rule === undefined) throw new Error(`no rule ${name}`);
      const plan = lowered(query, { view: shopView });
      assert.fixture(shown(plan), before);
      assert.fixture(shown(rule(plan, facts)), after);
      assert.equal(rule(rule(plan, facts), facts), rule(plan, facts), 'a second time changes nothing');
    });
  }
}

test('every rule has pairs', () => {
  const named = globSync('test/compiler/5-plan/rules/*.txt')
    .map((file) => basename(file, '.txt'))
    .sort();
  assert.equal(named, Object.keys(rules).sort());
  assert.is(RULES.length, named.length);
});

function shown(plan: Parameters<Rule>[0]): string {
  return dumpPlan({ plan, parameters: [] });
}

/** `-- query`, then the plans below `before:` and `after:`; blank lines part the pairs. */
function pairsIn(text: string): readonly { readonly query: string; readonly before: string; readonly after: string }[] {
  return text.split(/\n(?=-- )/).map((block) => {
    const [head = '', rest = ''] = block.split('\nbefore:\n');
    const [before = '', after = ''] = rest.split('\nafter:\n');
    return { query: head.replace(/^-- /gm, '').trim(), before: before.trimEnd(), after: after.trimEnd() };
  });
}

test.run();
