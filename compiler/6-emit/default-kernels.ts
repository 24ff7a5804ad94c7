import type { DataType, Field } from '../contract/data-type.ts';
import type { DefaultKernel, MadeKernel } from '../contract/manifest.ts';
import { tableLeaves } from '../contract/plan-children.ts';
import type { QueryPlan } from '../contract/plan.ts';
import { GobiError } from '../contract/runtime-error.ts';
import type { ColumnTraits, ScanTraits } from '../contract/traits.ts';
import type { MadeKernels } from '../ir/module.ts';
import type { PlannedModule } from '../ir/planned.ts';
import { kernelText } from './kernel.ts';

/**
 * A kernel for each query and data change of a module that runs as one, made for what the schema declares: it serves every table whose values lie in the usual
 * layouts of their types. Lookups by key and single rows need none. `made` holds those of other modules by what they compute, and is given those of this one.
 */
export function defaultKernels({ queries, dmls }: PlannedModule, made: MadeKernels): readonly DefaultKernel[] {
  return [
    ...queries.flatMap(({ index, plan, keyAccess }) =>
      keyAccess === null ? kernelFor(plan, { kind: 'query', index }, made) : [],
    ),
    ...dmls.flatMap(({ index, dml, keyAccess, row }) =>
      keyAccess === null && row === null ? kernelFor(dml.query, { kind: 'dml', index }, made) : [],
    ),
  ];
}

function kernelFor(query: QueryPlan, of: DefaultKernel['of'], made: MadeKernels): readonly DefaultKernel[] {
  const key = keyOf(query);
  let kernel = made.get(key);
  if (kernel === undefined) made.set(key, (kernel = makeKernel(query)));
  return kernel === null ? [] : [{ of, kernel }];
}

/** The declared schema gives the traits: they need no part in the key. Values of parameters come when a kernel runs. */
function keyOf({ plan, parameters }: QueryPlan): string {
  return JSON.stringify([
    plan,
    parameters.map((parameter) => (parameter.kind === 'scalar' ? { ...parameter, value: undefined } : parameter)),
  ]);
}

function makeKernel(query: QueryPlan): MadeKernel | null {
  const scans = tableLeaves(query.plan).map((leaf) => declaredTraits(leaf.fields));
  try {
    return { scans, code: kernelText(query, { scans, bigParameters: [] }) };
  } catch (error) {
    // what no kernel can be made for tells so when it runs
    if (error instanceof GobiError) return null;
    throw error;
  }
}

/** The widest traits that tables of a schema usually have. */
function declaredTraits(fields: readonly Field[]): ScanTraits {
  return {
    columns: fields.map(({ type, nullable }) => ({ ...columnTraits(type), nulls: nullable })),
    deletions: true,
  };
}

function columnTraits(type: DataType): Omit<ColumnTraits, 'nulls'> {
  const other = { plain: true, oneDictionary: true, codes: null };
  switch (type.kind) {
    case 'int':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
      return { ...other, layout: 'f64', plain: false };
    case 'float':
      return { ...other, layout: 'f64' };
    case 'boolean':
      return { ...other, layout: 'u8' };
    case 'string':
    case 'json':
    case 'uuid':
      return { layout: 'dict', plain: true, oneDictionary: false, codes: 'i32' };
    case 'blob':
      return { ...other, layout: 'utf8' };
    case 'interval':
      return { ...other, layout: 'interval' };
    case 'struct':
      return { ...other, layout: 'struct' };
    case 'list':
    case 'map':
      return { ...other, layout: 'list' };
    default:
      return { ...other, layout: 'any' };
  }
}
