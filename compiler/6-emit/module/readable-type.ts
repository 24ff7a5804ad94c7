import type { TypeSlot } from '../../contract/type.ts';

/** The TypeScript type of what a local holds, for readers of the emitted module. */
export function readableType({ type, nullable }: TypeSlot): string {
  const name = baseType(type.kind);
  return nullable ? `${name} | null` : name;
}

function baseType(kind: TypeSlot['type']['kind']): string {
  switch (kind) {
    case 'int':
    case 'decimal':
    case 'timestamp':
      return 'abi.Integer';
    case 'float':
    case 'date':
    case 'time':
      return 'number';
    case 'string':
    case 'json':
    case 'uuid':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'interval':
      return 'abi.Interval';
    case 'blob':
      return 'Uint8Array';
    case 'list':
    case 'map':
      return 'abi.List';
    case 'struct':
      return 'abi.Struct';
    case 'table':
      return 'abi.Table';
    case 'iterator':
      return 'abi.RowStream';
    case 'function':
      return 'abi.Lambda';
    default:
      return 'abi.Value';
  }
}
