import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ArrowType, ArrowUnit } from './arrow-type.ts';

const SIMPLE: Readonly<Record<string, ArrowType>> = {
  n: { kind: 'null' },
  b: { kind: 'boolean' },
  c: { kind: 'int', bits: 8, unsigned: false },
  C: { kind: 'int', bits: 8, unsigned: true },
  s: { kind: 'int', bits: 16, unsigned: false },
  S: { kind: 'int', bits: 16, unsigned: true },
  i: { kind: 'int', bits: 32, unsigned: false },
  I: { kind: 'int', bits: 32, unsigned: true },
  l: { kind: 'int', bits: 64, unsigned: false },
  L: { kind: 'int', bits: 64, unsigned: true },
  e: { kind: 'float', bits: 16 },
  f: { kind: 'float', bits: 32 },
  g: { kind: 'float', bits: 64 },
  z: { kind: 'binary', large: false },
  Z: { kind: 'binary', large: true },
  u: { kind: 'utf8', large: false },
  U: { kind: 'utf8', large: true },
  tdD: { kind: 'date', bits: 32 },
  tdm: { kind: 'date', bits: 64 },
  tiM: { kind: 'interval', unit: 'month' },
  tiD: { kind: 'interval', unit: 'day_time' },
  tin: { kind: 'interval', unit: 'month_day_nano' },
  '+l': { kind: 'list', large: false },
  '+L': { kind: 'list', large: true },
  '+s': { kind: 'struct' },
  '+m': { kind: 'map' },
};

const UNITS: Readonly<Record<string, ArrowUnit>> = { s: 's', m: 'ms', u: 'us', n: 'ns' };

/** The type that a format string of Arrow's C data interface stands for. Throws `Unsupported`. */
export function arrowTypeOfFormat(format: string, column: string): ArrowType {
  const simple = SIMPLE[format];
  if (simple !== undefined) return simple;
  const [head, detail = ''] = format.split(/:(.*)/s) as [string, string?];
  const unit = UNITS[head[2] ?? ''];
  if (head === 'd') {
    const [precision = 0, scale = 0, bits = 128] = detail.split(',').map(Number);
    return { kind: 'decimal', bits: bits as 128, precision, scale };
  }
  if (head === 'w') return { kind: 'fixed_binary', width: Number(detail) };
  if (head === '+w') return { kind: 'fixed_list', size: Number(detail) };
  if (unit !== undefined) {
    if (head.startsWith('tt')) return { kind: 'time', unit };
    if (head.startsWith('tD')) return { kind: 'duration', unit };
    if (head.startsWith('ts')) return { kind: 'timestamp', unit, zoned: detail !== '' };
  }
  throw gobiError('Unsupported', {
    what: `Arrow format \`${format}\` of column \`${column}\``,
    instead: 'convert the column to another type where the data comes from',
  });
}
