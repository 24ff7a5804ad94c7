import type { TableFunction } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import { driverScope } from '../kernel-driver.ts';
import type { Consume, Emission } from '../kernel-emission.ts';
import { produceTable } from '../kernel-leaf.ts';
import { toAny } from '../scalar/convert.ts';
import { compile } from '../scalar/scope.ts';

/** The rows of a table-valued function: the frame calls it, and its table is read whatever its layouts are. */
export function produceTableFunction(emission: Emission, plan: TableFunction, consume: Consume): void {
  const scope = driverScope(emission);
  const args = plan.args.map((arg) => toAny(scope, compile(scope, arg)).code);
  const table = emission.names.fresh(plan.id.slice(plan.id.lastIndexOf('/') + 1));
  emission.out.push(
    ...scope.out,
    b.constant(table, b.method('context', 'tableFunction', b.string(plan.id), b.array(args))),
  );
  produceTable(emission, { name: table, traits: null }, plan.fields, false, consume);
}
