import type { Field } from '../contract/data-type.ts';
import type { ColumnTraits } from '../contract/traits.ts';
import * as b from './builder.ts';
import {
  abiCall,
  lazyConstant,
  settled,
  writePipeline,
  type Consume,
  type Emission,
  type LeafInput,
  type Relation,
} from './kernel-emission.ts';
import { NO_NULLS, SAFE, type Access, type Nulls, type Range, type Stored } from './kernel-flow.ts';
import { materialise } from './kernel-vectors.ts';
import { isWhole } from './scalar/value.ts';

/** Writes the loops over the segments and blocks of a table that the caller hands in. `position`: a last column gives each row's place in the table. */
export function produceTable(
  emission: Emission,
  input: LeafInput,
  fields: readonly Field[],
  position: boolean,
  consume: Consume,
): void {
  const { names } = emission;
  const segment = names.fresh('segment');
  const start = names.fresh('start');
  const count = names.fresh('n');
  const label = names.fresh('rows');
  const perSegment: b.Statement[] = [];
  const read = position ? fields.slice(0, -1) : fields;
  const columns: Stored[] = read.map((field, index) => tableColumn(emission, input, field, index, segment, perSegment));
  const offset = position ? names.fresh('offset') : null;
  if (offset !== null)
    columns.push({
      kind: 'stored',
      space: 0,
      name: 'row',
      type: fields.at(-1)!.type,
      access: { form: 'position', offset },
      nulls: NO_NULLS,
      origin: null,
      vector: null,
    });
  const deletions = input.traits?.deletions ?? true;
  const rows = deletions ? names.fresh('live') : null;

  writePipeline(
    emission,
    () => {
      const length = b.method('Math', 'min', emission.block, b.binary(b.member(segment, 'length'), '-', start));
      if (rows === null) emission.out.push(b.variable(count, length));
      else {
        emission.declarations.push(b.constant(rows, b.construct('Int32Array', emission.block)));
        emission.out.push(b.variable(count, abiCall(emission, 'liveRows', segment, start, length, rows)));
      }
      consume({ columns, spaces: [{ rows, start, shared: false }], count, label });
    },
    (inside) => {
      const blocks = b.loop(
        start,
        0,
        b.member(segment, 'length'),
        [b.run(b.method('context', 'check')), ...inside],
        b.name(emission.block),
      );
      const advance = offset === null ? [] : [b.assign(offset, b.member(segment, 'length'), '+=')];
      const segments = b.loopOf(segment, b.member(input.name, 'segments'), [
        ...settled(emission, perSegment),
        blocks,
        ...advance,
      ]);
      return [...(offset === null ? [] : [b.variable(offset, 0)]), b.labelled(label, segments)];
    },
  );
}

function tableColumn(
  emission: Emission,
  input: LeafInput,
  field: Field,
  index: number,
  segment: string,
  perSegment: b.Statement[],
): Stored {
  const traits = input.traits?.columns[index] ?? ANYTHING;
  const perSegmentConstant = (suffix: string, from: string): string => {
    const name = emission.names.fresh(suffix === '' ? field.name : `${field.name}_${suffix}`);
    lazyConstant(emission, perSegment, name, abiCall(emission, from, segment, b.number(index)));
    return name;
  };
  const typed = LAYOUT_RANGES[traits.layout] !== undefined || traits.layout === 'dict';
  const nulls: Nulls = !traits.nulls
    ? NO_NULLS
    : typed
      ? { kind: 'bitmap', name: perSegmentConstant('valid', 'segmentValidity') }
      : { kind: 'value' };
  const access = tableAccess(emission, input, field, index, segment, traits, perSegment, perSegmentConstant);
  return {
    kind: 'stored',
    space: 0,
    name: field.name,
    type: field.type,
    access,
    nulls,
    origin: { input: input.name, column: index },
    vector: null,
  };
}

function tableAccess(
  emission: Emission,
  input: LeafInput,
  field: Field,
  index: number,
  segment: string,
  traits: ColumnTraits,
  perSegment: b.Statement[],
  constant: (suffix: string, from: string) => string,
): Access {
  if (traits.layout === 'dict') {
    const dictionary = emission.names.fresh(`${field.name}_dictionary`);
    const strings = emission.names.fresh(`${field.name}_strings`);
    const { prologue } = emission;
    lazyConstant(emission, prologue, dictionary, abiCall(emission, 'dictionaryOf', input.name, b.number(index)));
    lazyConstant(emission, prologue, strings, b.member(dictionary, 'strings'), [dictionary]);
    let remap: string | null = null;
    if (!traits.oneDictionary) {
      remap = emission.names.fresh(`${field.name}_codes`);
      lazyConstant(emission, perSegment, remap, b.method(dictionary, 'codes', segment), [dictionary]);
    }
    return { form: 'code', values: constant('', 'segmentValues'), remap, strings };
  }
  const range = LAYOUT_RANGES[traits.layout];
  if (range === undefined) return { form: 'read', reader: constant('reader', 'segmentReader') };
  const values = constant('', 'segmentValues');
  if (field.type.kind === 'boolean') return { form: 'boolean', values };
  const { plain } = traits;
  const base = plain ? null : constant('base', 'segmentBase');
  const factor = plain ? null : constant('factor', 'segmentFactor');
  return {
    form: 'number',
    values,
    base,
    factor,
    range: isWhole(field.type) ? valueRange(traits, plain ? range : SAFE) : null,
  };
}

function valueRange(traits: ColumnTraits, layout: Range): Range {
  if (traits.bits === undefined || traits.bits >= 53) return layout;
  const most = 2 ** traits.bits - 1;
  return { low: Math.max(layout.low, -most), high: Math.min(layout.high, most) };
}

const LAYOUT_RANGES: Readonly<Record<string, Range>> = {
  i8: { low: -128, high: 127 },
  u8: { low: 0, high: 255 },
  i16: { low: -32768, high: 32767 },
  u16: { low: 0, high: 65535 },
  i32: { low: -2147483648, high: 2147483647 },
  f64: SAFE,
};

/** A column of which nothing is known: it is read value by value. */
const ANYTHING: ColumnTraits = { layout: 'any', nulls: true, plain: false, oneDictionary: false, codes: null };

/** Writes the loop over the blocks of a relation, in its order. */
export function produceRelation(emission: Emission, relation: Relation, consume: Consume): void {
  const { names } = emission;
  const start = names.fresh('start');
  const count = names.fresh('n');
  const label = names.fresh('rows');
  const rows = relation.order === null ? null : names.fresh('ordered');
  writePipeline(
    emission,
    () => {
      emission.out.push(
        b.variable(count, b.method('Math', 'min', emission.block, b.binary(relation.length, '-', start))),
      );
      if (rows !== null)
        emission.out.push(b.constant(rows, b.method(relation.order!, 'subarray', start, b.binary(start, '+', count))));
      consume({ columns: relation.columns, spaces: [{ rows, start, shared: rows !== null }], count, label });
    },
    (inside) => [
      b.labelled(
        label,
        b.loop(start, 0, relation.length, [b.run(b.method('context', 'check')), ...inside], b.name(emission.block)),
      ),
    ],
  );
}

/** The relation's rows in the order in which they lie: kept again where the order (or a choice of rows) is a list of row numbers. */
export function withoutOrder(emission: Emission, relation: Relation): Relation {
  if (relation.order === null) return relation;
  return materialise(emission, (consume) => produceRelation(emission, relation, consume));
}
