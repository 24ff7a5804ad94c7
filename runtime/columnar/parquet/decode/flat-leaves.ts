import type { ArrowType, ArrowUnit } from '../../arrow/arrow-type.ts';
import type { SchemaElement } from '../footer.ts';
import type { Storage } from './flat-chunk.ts';

/** A top-level column that is one leaf of a type which is decoded here. */
export interface FlatLeaf {
  /** Which of a row group's chunks it is. */
  readonly chunk: number;
  readonly optional: boolean;
  readonly storage: Storage;
  /** The Arrow type in whose layout its values are decoded. */
  readonly type: ArrowType;
}

/** For each top-level column its leaf, or `null` where the library has to decode it. */
export function flatLeaves(schema: readonly SchemaElement[]): (FlatLeaf | null)[] {
  const leaves: (FlatLeaf | null)[] = [];
  let chunk = 0;
  let open = 0;
  for (const element of schema.slice(1)) {
    if (open === 0) {
      leaves.push(element.type === null ? null : flatLeaf(element, chunk));
      open = 1;
    }
    open += element.childCount - 1;
    if (element.type !== null) chunk++;
  }
  return leaves;
}

const REPEATED = 2;

function flatLeaf(element: SchemaElement, chunk: number): FlatLeaf | null {
  if (element.repetition === REPEATED) return null;
  const found = storedType(element);
  return found === null ? null : { chunk, optional: element.repetition === 1, ...found };
}

function storedType(element: SchemaElement): { storage: Storage; type: ArrowType } | null {
  const { logical, converted, type } = element;
  if (logical?.kind === 11) return null;
  const isDecimal = logical?.kind === 5 || converted === 5;
  const { precision, scale } = element;
  switch (type) {
    case 0:
      return { storage: 'bits', type: { kind: 'int', bits: 8, unsigned: true } };
    case 1:
      if (isDecimal) return { storage: 4, type: { kind: 'decimal', bits: 32, precision, scale } };
      if (logical?.kind === 6 || converted === 6) return { storage: 4, type: { kind: 'date', bits: 32 } };
      if (logical?.kind === 7 || converted === 7) return { storage: 4, type: { kind: 'time', unit: 'ms' } };
      return { storage: 4, type: { kind: 'int', bits: 32, unsigned: isUnsigned(element) } };
    case 2: {
      if (isDecimal) return { storage: 8, type: { kind: 'decimal', bits: 64, precision, scale } };
      const unit = unitOf(element);
      if (logical?.kind === 7 || converted === 8)
        return unit === null ? null : { storage: 8, type: { kind: 'time', unit } };
      if (logical?.kind === 8 || converted === 9 || converted === 10)
        return unit === null ? null : { storage: 8, type: { kind: 'timestamp', unit, zoned: false } };
      return { storage: 8, type: { kind: 'int', bits: 64, unsigned: isUnsigned(element) } };
    }
    case 4:
      return { storage: 4, type: { kind: 'float', bits: 32 } };
    case 5:
      return { storage: 8, type: { kind: 'float', bits: 64 } };
    case 6:
      return isDecimal ? null : { storage: 'text', type: { kind: 'utf8', large: false } };
    default:
      return null;
  }
}

function isUnsigned({ logical, converted }: SchemaElement): boolean {
  return logical?.kind === 10
    ? logical.detail.get(2)?.value === false
    : converted !== null && converted >= 11 && converted <= 14;
}

/** Times and timestamps have their unit in field 2 of the logical type. */
function unitOf({ logical, converted }: SchemaElement): ArrowUnit | null {
  if (logical?.kind === 7 || logical?.kind === 8) {
    const unit = logical.detail.get(2)?.value;
    const [kind] = unit instanceof Map ? unit.keys() : [];
    return kind === 1 ? 'ms' : kind === 2 ? 'us' : kind === 3 ? 'ns' : null;
  }
  return converted === 9 ? 'ms' : converted === 8 || converted === 10 ? 'us' : null;
}
