import { scalarChildren } from '../contract/scalar-children.ts';
import type { Scalar } from '../contract/scalar.ts';
import * as b from './builder.ts';
import { abiCall, lazyConstant, type Emission, type Relation } from './kernel-emission.ts';
import { INT32, NO_NULLS, within, type Bound, type Flow, type Nulls, type Stored } from './kernel-flow.ts';
import { emitLoop, POSITION } from './kernel-loop.ts';
import { compileBound } from './scalar/scope.ts';
import type { Value } from './scalar/value.ts';

/** What a value becomes when it is kept: the form of its vector. */
export type VectorForm = 'i32' | 'f64' | 'u8' | 'code' | 'any';

export interface StoredVector {
  /** Variable of the vector. */
  readonly vector: string;
  readonly form: VectorForm;
  readonly nullable: boolean;
  readonly value: Value;
}

export function vectorForm(value: Value): VectorForm {
  switch (value.form) {
    case 'number':
      return within(value.range, INT32) ? 'i32' : 'f64';
    case 'boolean':
      return 'u8';
    case 'code':
      return 'code';
    case 'any':
      return 'any';
  }
}

/**
 * Writes the block's values of `columns` to vectors, from position `at` (a variable or 0) on; the vectors are declared before the pipeline.
 * One loop writes them all.
 */
export function storeBlock(
  emission: Emission,
  flow: Flow,
  columns: readonly Bound[],
  at: string | 0,
  hint: string,
  note: string,
  asNullable = false,
): readonly StoredVector[] {
  const { names } = emission;
  const stored: StoredVector[] = [];
  const end = at === 0 ? b.name(flow.count) : b.binary(at, '+', flow.count);
  const prepare: b.Statement[] = [];
  if (columns.length === 0) return stored;
  const call = emitLoop(emission, flow, `store_${hint}`, note, (scope) => {
    for (const column of columns) {
      const value = compileBound(scope, column);
      const form = vectorForm(value);
      const nullable = asNullable || value.isNull !== null;
      const vector = names.fresh(`${column.name}_kept`);
      const out = names.fresh(`${column.name}_out`);
      const strings = form === 'code' ? [b.name(value.strings!)] : [];
      if (form === 'code') emission.used.add(value.strings!);
      emission.declarations.push(
        b.constant(vector, abiCall(emission, 'createVector', b.string(form), b.boolean(nullable), ...strings)),
      );
      prepare.push(b.constant(out, abiCall(emission, 'reserveRows', vector, end)));
      const place = at === 0 ? b.name(POSITION) : b.binary(scope.use(at), '+', POSITION);
      scope.out.push(b.assign(b.at(scope.use(out), place), value.code));
      if (nullable && form !== 'any') {
        const nulls = names.fresh(`${column.name}_null_out`);
        prepare.push(b.constant(nulls, b.member(vector, 'nulls')));
        scope.out.push(b.assign(b.at(scope.use(nulls), place), value.isNull ?? 0));
      }
      stored.push({ vector, form, nullable, value });
    }
  });
  emission.out.push(...prepare, b.run(call));
  return stored;
}

/** The column of a relation that a vector holds; its arrays are declared in `list`, which must stand after the last write. */
export function relationColumn(
  emission: Emission,
  name: string,
  stored: StoredVector,
  space: number,
  list: b.Statement[],
): Stored {
  const { value, form, vector } = stored;
  const values = emission.names.fresh(`${name}_all`);
  lazyConstant(emission, list, values, b.member(vector, 'values'));
  let nulls: Nulls = NO_NULLS;
  if (form === 'any') nulls = stored.nullable ? { kind: 'value' } : NO_NULLS;
  else if (stored.nullable) {
    const flags = emission.names.fresh(`${name}_all_null`);
    lazyConstant(emission, list, flags, b.member(vector, 'nulls'));
    nulls = { kind: 'bytes', name: flags };
  }
  const common = { kind: 'stored', space, name, type: value.type, nulls, origin: null, vector } as const;
  switch (form) {
    case 'i32':
    case 'f64':
      return { ...common, access: { form: 'number', values, base: null, factor: null, range: value.range } };
    case 'u8':
      return { ...common, access: { form: 'boolean', values } };
    case 'code':
      return { ...common, access: { form: 'code', values, remap: null, strings: value.strings! } };
    case 'any':
      return { ...common, access: { form: 'any', values } };
  }
}

export interface MaterialiseOptions {
  /** Further columns to keep behind the flow's. */
  readonly extra?: (flow: Flow) => readonly Bound[];
  /** All columns get room for NULLs. */
  readonly nullable?: boolean;
  /** Writes what adds rows to the vectors once the pipeline is through. */
  readonly finish?: (size: string, vectors: readonly string[]) => void;
}

/** Runs a pipeline and keeps its rows: the columns it gives, and the extra ones. */
export function materialise(
  emission: Emission,
  produce: (consume: (flow: Flow) => void) => void,
  options: MaterialiseOptions = {},
): Relation {
  const size = emission.names.fresh('size');
  let columns: readonly Bound[] = [];
  let stored: readonly StoredVector[] = [];
  emission.out.push(b.variable(size, 0));
  produce((flow) => {
    columns = [...flow.columns, ...(options.extra?.(flow) ?? [])];
    const distinct = options.finish === undefined ? [...new Set(columns)] : columns;
    const vectors = storeBlock(emission, flow, distinct, size, 'rows', 'Keeps the rows of a block.', options.nullable);
    stored = columns.map((column, i) => vectors[options.finish === undefined ? distinct.indexOf(column) : i]!);
    emission.out.push(b.assign(size, flow.count, '+='));
  });
  options.finish?.(
    size,
    stored.map((each) => each.vector),
  );
  return {
    length: size,
    columns: columns.map((column, i) => relationColumn(emission, column.name, stored[i]!, 0, emission.out)),
    order: null,
  };
}

/**
 * Columns that call natives or routines are computed here and now, once for each row of the block: calls cost more than a vector, and a volatile
 * function must give a row one value however often it is read.
 */
export function settleCalls(
  emission: Emission,
  flow: Flow,
  columns: readonly Bound[],
): { readonly flow: Flow; readonly columns: readonly Bound[] } {
  const calling = [...new Set(columns.filter((column) => column.kind === 'computed' && callsOut(column.scalar)))];
  if (calling.length === 0) return { flow, columns };
  const stored = storeBlock(emission, flow, calling, 0, 'calls', 'Calls of a block, made once for each row.');
  const space = flow.spaces.length;
  const settled = stored.map((each, i) => relationColumn(emission, calling[i]!.name, each, space, emission.out));
  return {
    flow: { ...flow, spaces: [...flow.spaces, { rows: null, start: '0', shared: false }] },
    columns: columns.map((column) => settled[calling.indexOf(column)] ?? column),
  };
}

function callsOut(scalar: Scalar): boolean {
  if (scalar.kind === 'native' || scalar.kind === 'routine' || scalar.kind === 'apply') return true;
  return scalarChildren(scalar).some(callsOut);
}
