import type { Type } from '../../compiler/contract/type.ts';
import { invalidArgument } from '../value/failure.ts';
import { decimalText, rescale } from '../value/decimal.ts';
import type { Integer } from '../value/integer.ts';
import { shower, type Shower } from '../value/show.ts';
import { dataTypeOf, madeFor } from '../value/type-of.ts';
import { roundFloat } from '../math/float.ts';

const showerOf = (type: Type): Shower => madeFor(type, shower);

/** All values as text, one behind the other; NULL adds nothing. */
export function concat(types: readonly Type[]): (...values: readonly unknown[]) => string {
  const show = types.map(showerOf);
  return (...values) => {
    let text = '';
    for (let i = 0; i < values.length; i++) if (values[i] !== null) text += show[i]!(values[i]);
    return text;
  };
}

/** All values that are not NULL as text, with the separator between them; NULL when the separator is. */
export function concatWithSeparator(
  types: readonly Type[],
): (separator: string | null, ...values: readonly unknown[]) => string | null {
  const show = types.slice(1).map(showerOf);
  return (separator, ...values) => {
    if (separator === null) return null;
    const parts: string[] = [];
    for (let i = 0; i < values.length; i++) if (values[i] !== null) parts.push(show[i]!(values[i]));
    return parts.join(separator);
  };
}

/**
 * A template whose `{}` take the values in order and whose `{2}` take the one of that number, from 0; `{{` and `}}` stand for braces.
 * NULL is written `null`.
 */
export function format(
  types: readonly Type[],
): (template: string | null, ...values: readonly unknown[]) => string | null {
  const show: readonly Shower[] = types.slice(1).map(showerOf);
  return (template, ...values) => {
    if (template === null) return null;
    let next = 0;
    return template.replace(/\{\{|\}\}|\{(\d*)\}|[{}]/g, (found: string, number: string | undefined) => {
      if (found === '{{') return '{';
      if (found === '}}') return '}';
      if (number === undefined)
        throw invalidArgument(
          'format',
          'template',
          template,
          `\`${found}\` stands alone: write it twice, or \`{}\` for a value`,
        );
      const index = number === '' ? next++ : Number(number);
      if (index >= show.length)
        throw invalidArgument(
          'format',
          'template',
          template,
          `it asks for value ${index}, but there are ${show.length} values (from 0)`,
        );
      return values[index] === null ? 'null' : show[index]!(values[index]);
    });
  };
}

/** With commas between thousands and `digits` digits after the point. */
export function formatNumber(types: readonly Type[]): (value: number | bigint, digits?: Integer) => string {
  const type = dataTypeOf(types[0]);
  return (value, digits = 0) => {
    if (digits < 0 || digits > 38)
      throw invalidArgument('format_number', 'digits', digits, 'it must lie between 0 and 38');
    const text =
      type.kind === 'decimal'
        ? decimalText(rescale(value, type.scale, Number(digits)), Number(digits))
        : fixed(value, Number(digits));
    const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
    return whole === undefined ? text : `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
  };
}

function fixed(value: number | bigint, digits: number): string {
  if (typeof value === 'bigint') return digits === 0 ? String(value) : `${value}.${'0'.repeat(digits)}`;
  if (!Number.isFinite(value)) return String(value);
  const rounded = roundFloat(value, digits);
  return Math.abs(rounded) < 1e21
    ? rounded.toFixed(digits)
    : `${BigInt(rounded)}${digits === 0 ? '' : `.${'0'.repeat(digits)}`}`;
}
