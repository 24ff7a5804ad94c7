import * as b from '../builder.ts';
import { abiCall, type Emission } from '../kernel-emission.ts';
import type { Bound, Flow } from '../kernel-flow.ts';
import { emitLoop, POSITION } from '../kernel-loop.ts';
import { storeBlock } from '../kernel-vectors.ts';
import { compileBound } from '../scalar/scope.ts';
import type { Value } from '../scalar/value.ts';

/** Ranges of computed keys up to this many values are worth slots of their own. */
const SMALL_RANGE = 1 << 20;

/** Where the ids of a block's keys stand after `writeIds`. */
export interface KeyIds {
  /** Variable of the object that numbers keys (`count`, `fresh`). */
  readonly owner: string;
  /** Variable of the block's ids, one for each position. */
  readonly ids: string;
}

/**
 * Writes what numbers the keys of a block from 0, in order of first appearance. Keys whose bounds are known before the rows are seen (statistics,
 * dictionaries, small ranges) are packed into one number, which is a choice made at run time; other keys go by vectors.
 */
export function writeIds(emission: Emission, flow: Flow, keys: readonly Bound[]): KeyIds {
  const { names } = emission;
  const owner = names.fresh('groups');
  const ids = names.fresh('ids');
  emission.declarations.push(b.constant(ids, b.construct('Int32Array', emission.block)));
  const bounds = keys.length === 0 ? null : keys.map((key) => boundsExpression(emission, flow, key));
  if (bounds === null || !bounds.every((bound) => bound !== null)) {
    emission.declarations.push(b.constant(owner, vectorIds(emission, flow, keys)));
    writeVectorIds(emission, flow, keys, owner, ids);
    return { owner, ids };
  }
  const packing = names.fresh('packing');
  const packed = names.fresh('packed');
  const other = vectorIds(emission, flow, keys);
  emission.abi.add('PackedIds');
  emission.declarations.push(
    b.constant(packing, abiCall(emission, 'packKeys', b.array(bounds as b.Expression[]))),
    b.constant(
      owner,
      b.conditional(
        b.member(packing, 'fits'),
        b.construct('PackedIds', packing, emission.block, abiCall(emission, 'rowsInAll', 'inputs')),
        other,
      ),
    ),
    b.constant(packed, abiCall(emission, 'packedBlock', packing, emission.block)),
  );
  const outer = emission.out;
  const whenPacked: b.Statement[] = [];
  emission.out = whenPacked;
  writePacked(emission, flow, keys, packing, packed);
  emission.out.push(b.run(b.method(owner, 'assign', packed, flow.count, ids)));
  const whenNot: b.Statement[] = [];
  emission.out = whenNot;
  writeVectorIds(emission, flow, keys, owner, ids);
  emission.out = outer;
  emission.out.push(b.when(b.member(packing, 'fits'), whenPacked, whenNot));
  return { owner, ids };
}

function vectorIds(emission: Emission, flow: Flow, keys: readonly Bound[]): b.Expression {
  emission.abi.add('VectorIds');
  const [only] = keys.length === 1 ? keys.map((key) => shapeOf(emission, flow, key)) : [];
  const plainNumbers =
    only !== undefined && only.isNull === null && (only.form === 'number' || only.form === 'boolean');
  return b.construct('VectorIds', keys.length, b.boolean(true), emission.block, b.boolean(plainNumbers));
}

function writeVectorIds(emission: Emission, flow: Flow, keys: readonly Bound[], owner: string, ids: string): void {
  const stored = storeBlock(emission, flow, keys, 0, 'keys', 'Keys of a block side by side.');
  emission.out.push(b.run(b.method(owner, 'assign', b.array(stored.map((each) => each.vector)), flow.count, ids)));
}

/** An expression for the key's bounds at run time (see `packKeys`), `null` when nothing can be known. */
function boundsExpression(emission: Emission, flow: Flow, key: Bound): b.Expression | null {
  const value = shapeOf(emission, flow, key);
  const nullable = b.boolean(value.isNull !== null);
  if (value.form === 'code') {
    emission.used.add(value.strings!);
    return b.object({ low: b.number(0), high: b.binary(b.member(value.strings!, 'length'), '-', 1), nullable });
  }
  if (value.form === 'boolean') return b.object({ low: b.number(0), high: b.number(1), nullable });
  if (value.form !== 'number' || value.range === null) return null;
  if (value.range.high - value.range.low < SMALL_RANGE)
    return b.object({ low: b.number(value.range.low), high: b.number(value.range.high), nullable });
  const origin = key.kind === 'stored' ? key.origin : null;
  return origin === null
    ? null
    : abiCall(emission, 'keyBounds', abiCall(emission, 'boundsOf', origin.input, b.number(origin.column)), nullable);
}

/** What a column's value looks like; nothing of what compiling it writes is kept. */
export function shapeOf(emission: Emission, flow: Flow, column: Bound): Value {
  const { functions, declarations, prologue, shared, callables, parameters } = emission;
  const lists = [functions, declarations, prologue].map((list) => [list, [...list]] as const);
  // what is known to be declared is forgotten together with its declaration
  const forget = [forgetting(shared), forgetting(callables), forgetting(parameters)];
  let shape: Value | null = null;
  emitLoop(emission, flow, 'shape', '', (scope) => void (shape = compileBound(scope, column)));
  for (const [list, before] of lists) list.splice(0, list.length, ...before);
  for (const each of forget) each();
  return shape! as Value;
}

/** Takes what is put into a map from now on out of it again. */
function forgetting<K, V>(map: Map<K, V>): () => void {
  const before = new Set(map.keys());
  return () => {
    for (const key of [...map.keys()]) if (!before.has(key)) map.delete(key);
  };
}

function writePacked(emission: Emission, flow: Flow, keys: readonly Bound[], packing: string, packed: string): void {
  const { names } = emission;
  const call = emitLoop(
    emission,
    flow,
    'pack_keys',
    `Packs ${keys.map((key) => key.name).join(', ')} into one number.`,
    (scope) => {
      const terms = keys.map((key, i) => {
        const value = compileBound(scope, key);
        const low = names.fresh(`${key.name}_low`);
        const stride = names.fresh(`${key.name}_stride`);
        emission.declarations.push(
          b.constant(low, b.at(b.member(packing, 'lows'), b.number(i))),
          b.constant(stride, b.at(b.member(packing, 'strides'), b.number(i))),
        );
        const above = b.binary(value.code, '-', scope.use(low));
        const present =
          value.isNull === null
            ? above
            : b.binary(b.parenthesized(above), '*', b.parenthesized(b.binary(value.isNull, '^', 1)));
        return keys.length === 1 ? present : b.binary(b.parenthesized(present), '*', scope.use(stride));
      });
      scope.out.push(
        b.assign(
          b.at(scope.use(packed), POSITION),
          terms.reduce((a, c) => b.binary(a, '+', c)),
        ),
      );
    },
  );
  emission.out.push(b.run(call));
}
