import type { Expression } from './syntax-expression.ts';
import type { Name } from './syntax-name.ts';
import type { Syntax } from './syntax.ts';
import { walk } from './walk.ts';

/** A snapshot or time that AS OF writes down: a whole number, or the text of a time. `key` is the same for what means the same. */
export type WrittenMoment = { readonly key: string } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'time'; readonly text: string; readonly zoned: boolean }
);

/** A table, by its name in FROM, at a moment that is written down. */
export interface TableThen {
  /** `schema.t` or `t`, as written. */
  readonly name: readonly string[];
  readonly moment: WrittenMoment;
}

const UNZONED = /^timestamp$/i;
const ZONED = /^(timestampz|timestamptz)$/i;

/** `null` for a time that is computed. */
export function writtenMoment(time: Expression): WrittenMoment | null {
  switch (time.kind) {
    case 'NumberLiteral': {
      const value = Number(time.text);
      return time.form === 'integer' && Number.isSafeInteger(value) ? { kind: 'number', value, key: time.text } : null;
    }
    case 'StringLiteral':
      return written(time.value, true);
    case 'TypedLiteral': {
      const { text } = time.type;
      return ZONED.test(text) || UNZONED.test(text) ? written(time.text.value, ZONED.test(text)) : null;
    }
    default:
      return null;
  }
}

function written(text: string, zoned: boolean): WrittenMoment {
  return { kind: 'time', text, zoned, key: `${zoned ? 'zoned' : 'plain'} ${text}` };
}

/** All that a text reads AS OF a moment that it writes down. */
export function tablesThen(root: Syntax): readonly TableThen[] {
  const found: TableThen[] = [];
  walk(root, (node) => {
    if (node.kind !== 'Source' || node.travel?.kind !== 'AsOf') return;
    const { relation } = node;
    const moment = writtenMoment(node.travel.time);
    if (moment === null) return;
    if (relation.kind === 'TableName') found.push({ name: textsOf(relation.name), moment });
    else if (relation.kind === 'Interpolation') found.push({ name: [relation.name.text], moment });
  });
  return found;
}

function textsOf({ parts }: Name): readonly string[] {
  return parts.map(({ text }) => text);
}
