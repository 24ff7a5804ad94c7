import { readByteSize } from '../../contract/byte-size.ts';
import { checkCron, isCronText, showCronFault } from '../../contract/cron.ts';
import { readDuration } from '../../contract/duration.ts';
import { MODEL_KINDS } from '../../contract/model-kinds.ts';
import { isMoment } from '../../contract/moment.ts';
import { showOptionType, type OptionType } from '../../contract/option-type.ts';
import { suggest } from '../../contract/suggest.ts';
import { isTimeZone, suggestTimeZone } from '../../contract/time-zone.ts';
import type { StructLiteral } from '../../ir/syntax-literal.ts';
import { assertNever } from '../../source/assert-never.ts';
import { calledOf } from './called.ts';
import { constantOf, intervalText } from './constant.ts';
import { readKeys, requireKeys, type Entry } from './option-keys.ts';
import {
  foundText,
  partOf,
  silentReader,
  wordOf,
  type Json,
  type OptionNode,
  type OptionReader,
} from './option-reader.ts';

/** The value of an option as data; undefined if it does not fit the type, which was reported. `key` is for messages. */
export function readValue(reader: OptionReader, key: string, type: OptionType, node: OptionNode): Json | undefined {
  const word = wordOf(node);
  const refuse = (): undefined => mismatch(reader, key, type, node);
  switch (type.kind) {
    case 'text':
      return word ?? refuse();
    case 'boolean':
      return node.kind === 'BooleanLiteral' ? node.value : refuse();
    case 'integer':
    case 'number': {
      const value = node.kind === 'NumberLiteral' || node.kind === 'Unary' ? constantOf(node) : undefined;
      const fits =
        typeof value === 'number' && value >= type.least && (type.kind === 'number' || Number.isSafeInteger(value));
      return fits ? value : refuse();
    }
    case 'word':
      return type.words.find((each) => each === word?.trim().toLowerCase()) ?? refuse();
    case 'set':
      return readSet(reader, key, type, node) ?? undefined;
    case 'model kind':
      return word === null ? refuse() : readKind(reader, node, word);
    case 'exe':
      return word === null || word.trim() === '' ? refuse() : word.trim();
    case 'name':
      return word === null || word.trim() === '' ? refuse() : word.trim();
    case 'call':
      return readCall(reader, node) ?? refuse();
    case 'expression':
      return readExpression(reader, node) ?? refuse();
    case 'duration':
    case 'size':
      return readAmount(node, type.kind === 'duration' ? readDuration : readByteSize) ?? refuse();
    case 'cron':
      return word === null ? refuse() : readCron(reader, node, word);
    case 'schedule':
      return word === null ? refuse() : isCronText(word) ? readCron(reader, node, word) : word.trim();
    case 'zone':
      return word === null ? refuse() : readZone(reader, node, word.trim());
    case 'moment': {
      const moment = node.kind === 'TypedLiteral' ? node.text.value : word;
      return moment !== null && isMoment(moment) ? moment.trim() : refuse();
    }
    case 'list':
      return readList(reader, key, type.of, node);
    case 'struct':
      return readStruct(reader, key, type, node);
    case 'map':
      return node.kind === 'StructLiteral' ? readMap(reader, key, type.of, node) : refuse();
    case 'choice':
      return readChoice(reader, key, type, node);
    case 'data':
      return constantOf(node) ?? (node.kind === 'NullLiteral' ? null : refuse());
    default:
      return assertNever(type);
  }
}

function mismatch(reader: OptionReader, key: string, type: OptionType, node: OptionNode): undefined {
  const word = wordOf(node);
  const nearest = word === null ? undefined : nearestWord(type, word);
  reader.report('PLG1410', { key, found: foundText(reader, node), expected: showOptionType(type), nearest }, node.span);
  return undefined;
}

/** The word that a type takes and a mistyped one most likely means. */
function nearestWord(type: OptionType, word: string): string | undefined {
  return 'words' in type ? suggest(word.trim(), type.words) : undefined;
}

function readStruct(
  reader: OptionReader,
  key: string,
  type: Extract<OptionType, { kind: 'struct' }>,
  node: OptionNode,
): Json | undefined {
  if (node.kind === 'StructLiteral') {
    const entries = node.fields.map((field): Entry => ({ key: field.name, value: field.value }));
    const read = readKeys(reader, type.keys, entries, `\`${key}\``, `${key}.`, readValue);
    requireKeys(reader, type.keys, read, `\`${key}\``, node.span);
    return read.values;
  }
  const single = type.short === undefined ? undefined : type.keys[type.short];
  if (type.short === undefined || single === undefined) return mismatch(reader, key, type, node);
  const value = readValue(silentReader(reader), key, single.type, node);
  return value === undefined ? mismatch(reader, key, type, node) : { [type.short]: value };
}

function readMap(reader: OptionReader, key: string, of: OptionType, node: StructLiteral): Json | undefined {
  const values = node.fields.map(
    ({ name, value }) => [name.text, readValue(reader, `${key}.${name.text}`, of, value)] as const,
  );
  return values.every((pair): pair is readonly [string, Json] => pair[1] !== undefined)
    ? Object.fromEntries(values)
    : undefined;
}

function readList(reader: OptionReader, key: string, of: OptionType, node: OptionNode): Json | undefined {
  if (node.kind !== 'ListLiteral' && node.kind !== 'Tuple') {
    const value = readValue(reader, key, of, node);
    return value === undefined ? undefined : [value];
  }
  const values = node.elements.map((element) => readValue(reader, key, of, element));
  return values.every((value): value is Json => value !== undefined) ? values : undefined;
}

function readSet(
  reader: OptionReader,
  key: string,
  type: Extract<OptionType, { kind: 'set' }>,
  node: OptionNode,
): Json | null {
  const elements: readonly OptionNode[] = node.kind === 'ListLiteral' ? node.elements : [node];
  const found = new Set<string>();
  let wrong = elements.length === 0;
  if (wrong) mismatch(reader, key, type, node);
  for (const element of elements) {
    const text = wordOf(element);
    if (text === null) {
      mismatch(reader, key, type, element);
      return null;
    }
    let offset = 0;
    for (const piece of text.split('|')) {
      const word = piece.trim();
      if (type.words.includes(word.toLowerCase())) found.add(word.toLowerCase());
      else {
        wrong = true;
        const span = partOf(reader, element, offset + (piece.length - piece.trimStart().length), word.length);
        const nearest = nearestWord(type, word);
        reader.report('PLG1410', { key, found: `'${word}'`, expected: showOptionType(type), nearest }, span);
      }
      offset += piece.length + 1;
    }
  }
  return wrong ? null : type.words.filter((word) => found.has(word));
}

/** Kinds in capitals. An unknown one is kept: it does nothing. */
function readKind(reader: OptionReader, node: OptionNode, word: string): string {
  const kind = word.trim().toUpperCase();
  if (Object.hasOwn(MODEL_KINDS, kind)) return kind;
  const known = Object.keys(MODEL_KINDS).filter((each) => each !== '');
  reader.report(
    'PLG1402',
    { kind: word, nearest: suggest(kind, known) ?? known.find((each) => each.startsWith(kind)) },
    node.span,
  );
  return word;
}

function readCall(reader: OptionReader, node: OptionNode): string | null {
  const called = calledOf(reader, node);
  if (called === null) return null;
  return called.args === null ? called.name : (wordOf(node) ?? reader.text.slice(node.span.start, node.span.end));
}

function readExpression(reader: OptionReader, node: OptionNode): string | null {
  if (node.kind === 'StringLiteral') return reader.parse(node.value) === null ? null : node.value;
  return wordOf(node) ?? reader.text.slice(node.span.start, node.span.end);
}

/** Lengths and sizes: text is kept as it is, numbers count seconds or bytes. */
function readAmount(node: OptionNode, read: (text: string) => number | null): string | number | null {
  if (node.kind === 'NumberLiteral') return read(node.text) === null ? null : Number(node.text);
  const text = node.kind === 'IntervalLiteral' ? intervalText(node) : node.kind === 'StringLiteral' ? node.value : null;
  return text === null || read(text) === null ? null : text.trim();
}

function readCron(reader: OptionReader, node: OptionNode, text: string): string | undefined {
  const fault = checkCron(text);
  if (fault === null) return text.trim();
  reader.report(
    'PLG1406',
    { cron: text, reason: showCronFault(fault) },
    partOf(reader, node, fault.offset, fault.value.length),
  );
  return undefined;
}

function readZone(reader: OptionReader, node: OptionNode, zone: string): string | undefined {
  if (isTimeZone(zone)) return zone;
  reader.report('PLG1413', { zone, nearest: suggestTimeZone(zone) }, node.span);
  return undefined;
}

/** The alternative for structs where the value is one, the one for lists where it is a list, else the first of the others that fits. */
function readChoice(
  reader: OptionReader,
  key: string,
  type: Extract<OptionType, { kind: 'choice' }>,
  node: OptionNode,
): Json | undefined {
  const isStruct = (each: OptionType): boolean => each.kind === 'struct' || each.kind === 'map';
  const formed =
    node.kind === 'StructLiteral'
      ? type.of.find(isStruct)
      : node.kind === 'ListLiteral'
        ? type.of.find((each) => each.kind === 'list')
        : undefined;
  if (formed !== undefined) return readValue(reader, key, formed, node);
  const others = type.of.filter((each) => !isStruct(each));
  const fitting = others.find((each) => readValue(silentReader(reader), key, each, node) !== undefined);
  return fitting === undefined ? mismatch(reader, key, type, node) : readValue(reader, key, fitting, node);
}
