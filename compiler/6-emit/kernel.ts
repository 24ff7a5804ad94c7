import type ts from 'typescript';
import { tableLeaves } from '../contract/plan-children.ts';
import type { QueryPlan } from '../contract/plan.ts';
import type { ScanTraits } from '../contract/traits.ts';
import * as b from './builder.ts';
import { abiCall, settled, type Emission, type LeafInput } from './kernel-emission.ts';
import { withoutOrder } from './kernel-leaf.ts';
import { createNames } from './kernel-names.ts';
import { produce, relationOf } from './kernel-produce.ts';
import { repeatedPlans } from './kernel-shared.ts';
import { passedColumns, type PassedColumns } from './passed-columns.ts';
import { printModule } from './print.ts';
import { compileScalar } from './scalar/compile.ts';

/** What a kernel is made for, beside its plan. */
export interface KernelTraits {
  /** One for each of the plan's `tableLeaves`; `null` reads a table of any shape. */
  readonly scans: readonly (ScanTraits | null)[];
  /** Parameters that may hold whole numbers beyond ±(2^53 - 1), by position. */
  readonly bigParameters: readonly number[];
}

/**
 * The kernel of a query as a module: imports from `gobi:abi`, one function per loop, and `kernel(context, inputs, parameters)`, which takes the tables of
 * the plan's `tableLeaves` and the parameters' values and gives the result table. `compile` is `compileScalar`, or stands in front of it; `placed` may note what is written for a place.
 */
export function emitKernel(
  query: QueryPlan,
  traits: KernelTraits,
  compile: Emission['compile'] = compileScalar,
  placed: Emission['placed'] = (_, __, write) => write(),
): ts.SourceFile {
  const names = createNames();
  const leaves = tableLeaves(query.plan);
  const inputs = leaves.map((leaf, i): LeafInput => ({
    name: names.fresh(leaf.kind === 'file_scan' ? 'file' : leaf.name),
    traits: traits.scans[i] ?? null,
  }));
  const prologue: b.Statement[] = [];
  const emission: Emission = {
    names,
    block: names.fresh('block_rows'),
    abi: new Set(),
    functions: [],
    used: new Set(),
    lazy: new Map(),
    inputs: new Map(leaves.map((leaf, i) => [leaf, inputs[i]!])),
    queryParameters: query.parameters,
    parameters: new Map(),
    bigParameters: new Set(traits.bigParameters),
    callables: new Map(),
    prologue,
    literals: [],
    literalTexts: new Map(),
    repeated: repeatedPlans(query.plan),
    shared: new Map(),
    outer: [],
    working: new Map(),
    out: [],
    declarations: prologue,
    compile,
    placed,
    produce,
    relation: relationOf,
    unordered: (inner, plan) => withoutOrder(inner, relationOf(inner, plan)),
  };
  for (const [i, input] of inputs.entries())
    emission.prologue.push(b.constant(input.name, b.at('inputs', b.number(i))));
  const passed = passedColumns(query.plan);
  if (passed === null) returnRows(emission, query);
  else returnColumns(emission, query, passed);
  const body = [emission.literals, emission.prologue, emission.out].flatMap((list) => settled(emission, list));
  const kernel = b.func('kernel', [b.parameter('context'), b.parameter('inputs'), b.parameter('parameters')], body);
  return b.sourceFile([
    b.imports([...emission.abi].sort(), 'gobi:abi'),
    ...emission.functions,
    kernel,
    b.exports(['kernel']),
  ]);
}

/** No row is touched: the result shares the table's columns. */
function returnColumns(emission: Emission, { plan }: QueryPlan, { leaf, columns }: PassedColumns): void {
  emission.out.push(
    b.run(b.method('context', 'check')),
    b.returns(
      abiCall(
        emission,
        'passColumns',
        emission.inputs.get(leaf)!.name,
        b.data(plan.fields),
        b.array(columns.map((column) => b.number(column))),
      ),
    ),
  );
}

function returnRows(emission: Emission, query: QueryPlan): void {
  emission.used.add(emission.block);
  emission.prologue.push(b.constant(emission.block, abiCall(emission, 'rowsPerBlock', 'inputs')));
  const relation = relationOf(emission, query.plan);
  const vectors = relation.columns.map((column) => (column.kind === 'stored' ? b.name(column.vector!) : b.nothing()));
  emission.out.push(
    b.returns(
      abiCall(
        emission,
        'resultTable',
        b.data(query.plan.fields),
        b.array(vectors),
        relation.length,
        relation.order ?? b.nothing(),
        'context',
      ),
    ),
  );
}

/** The kernel as JavaScript text. */
export function kernelText(query: QueryPlan, traits: KernelTraits): string {
  return printModule(emitKernel(query, traits), { javascript: true });
}
