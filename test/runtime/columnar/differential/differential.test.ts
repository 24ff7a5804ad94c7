import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { optimize } from '../../../../compiler/5-plan/optimize.ts';
import { openOracle } from '../../../support/oracle/oracle.ts';
import type { Plan } from '../../../../compiler/contract/plan.ts';
import { random, type Random } from './random.ts';
import { randomPlan } from './random-plans.ts';
import { createTables, differenceFor, throughText } from './run-case.ts';
import { randomTable, type TestTable } from './tables.ts';

/** `SEED=…` runs one set of tables again, `QUERIES=…` sets how many queries there are in all. */
const first = Number(process.env['SEED'] ?? 1);
const queries = Number(process.env['QUERIES'] ?? 2000);
const PER_TABLES = 25;

test(`${queries} random queries give what DuckDB gives`, async () => {
  const oracle = await openOracle({ threads: '1' });
  try {
    // some of its rewrites of outer joins over nothing lose rows
    await oracle.run('PRAGMA disable_optimizer');
    for (let seed = first; seed < first + queries / PER_TABLES; seed++) {
      const source = random(seed);
      const tables = [randomTable(source, 'x'), randomTable(source, 'y')];
      await createTables(oracle, tables);
      for (let i = 0; i < PER_TABLES; i++) {
        const plan = randomPlan(source, tables, 1 + source.below(4));
        let difference: string | undefined;
        try {
          difference = await differenceFor(plan, tables, oracle, variant(source, plan, tables));
        } catch (error) {
          difference = error instanceof Error ? (error.stack ?? error.message) : String(error);
        }
        assert.is(difference, undefined, `SEED=${seed}, query ${i + 1}: ${difference ?? ''}`);
      }
    }
  } finally {
    oracle.close();
  }
});

/** What runs: the plan as it is, rewritten by the rules, or what the compiler makes of its text. */
function variant(source: Random, plan: Plan, tables: readonly TestTable[]): Plan {
  const facts = { rowCount: () => source.below(1000) };
  switch (source.below(3)) {
    case 0:
      return plan;
    case 1:
      return optimize(plan, facts);
    default:
      return optimize(throughText(plan, tables), facts);
  }
}

test.run();
