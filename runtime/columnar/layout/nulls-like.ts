import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { Column } from '../column.ts';
import { codeKind } from '../take.ts';
import { bitmapBytes } from '../validity.ts';

/** `length` NULLs in the layout of `model`, children included, with zeros where values would be. */
export function nullsLike(model: Column, type: DataType, length: number, arena?: Arena): Column {
  const validity = length === 0 ? null : sharedArray('u8', bitmapBytes(length), arena);
  const common = {
    type,
    length,
    validity,
    stats: { nullCount: length, min: null, max: null, sorted: length === 0, hasNaN: false },
  };
  switch (model.layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32':
      return { ...common, layout: model.layout, values: sharedArray(model.layout, length, arena), base: 0, factor: 1 };
    case 'f64':
      return { ...common, layout: 'f64', values: sharedArray('f64', length, arena) };
    case 'i64':
    case 'i128':
      return {
        ...common,
        layout: model.layout,
        values: sharedArray('i64', model.layout === 'i64' ? length : length * 2, arena),
      };
    case 'dict':
      return {
        ...common,
        layout: 'dict',
        values: sharedArray(codeKind(model.values), length, arena),
        dictionary: model.dictionary,
      };
    case 'utf8':
      return {
        ...common,
        layout: 'utf8',
        bytes: sharedArray('u8', 0, arena),
        offsets: sharedArray('i32', length + 1, arena),
      };
    case 'interval':
      return {
        ...common,
        layout: 'interval',
        values: sharedArray('i32', length * 2, arena),
        micros: sharedArray('f64', length, arena),
      };
    case 'list':
      return {
        ...common,
        layout: 'list',
        offsets: sharedArray('i32', length + 1, arena),
        child: nullsLike(model.child, model.child.type, 0, arena),
      };
    case 'struct':
      return {
        ...common,
        layout: 'struct',
        children: model.children.map((child) => nullsLike(child, child.type, length, arena)),
      };
    case 'null':
      return { ...common, validity: null, layout: 'null' };
  }
}
