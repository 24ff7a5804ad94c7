import vm from 'node:vm';
import { kernelText } from '../../compiler/6-emit/kernel.ts';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import { kernelAbi } from '../../runtime/columnar/kernel-abi.ts';
import type { Kernel, KernelContext } from '../../runtime/columnar/kernel-provider.ts';
import { scanTraits } from '../../runtime/columnar/scan-traits.ts';
import type { Table } from '../../runtime/columnar/table.ts';

/** A context without limits and without functions. */
export const bareContext: KernelContext = {
  check() {},
  native(id) {
    throw new Error(`no native ${id}`);
  },
  routine(id) {
    throw new Error(`no routine ${id}`);
  },
  tableFunction(id) {
    throw new Error(`no table function ${id}`);
  },
};

/** Makes a kernel's text callable: its imports become a destructuring of the abi, its export the result. */
export function evaluateKernel(text: string): Kernel {
  const body = text
    .replace(/^import \{([^}]*)\} from 'gobi:abi';/m, 'const {$1} = abi;')
    .replace(/export \{ kernel \};\s*$/, 'return kernel;');
  const make = new vm.Script(`(function (abi) { 'use strict'; ${body}\n})`).runInThisContext() as (
    abi: typeof kernelAbi,
  ) => Kernel;
  return make(kernelAbi);
}

/** Compiles and runs a query over its leaf tables. */
export function runQuery(
  query: QueryPlan,
  inputs: readonly Table[],
  parameters: readonly unknown[] = [],
  context: KernelContext = bareContext,
): Table {
  const text = kernelText(query, { scans: inputs.map(scanTraits), bigParameters: [] });
  return evaluateKernel(text)(context, inputs, parameters);
}
