import { constants, isUtf8 } from 'node:buffer';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ByteSource } from '../byte-source.ts';
import type { JsonValue } from './parse-json.ts';
import { JsonReader, JsonSyntaxError } from './parse-json.ts';

/** One record of a JSON file, and where it begins. */
export interface JsonRecord {
  readonly value: JsonValue;
  readonly place: () => Place;
}

/** A place in a file: bytes from its start, and the line, from 1. */
export interface Place {
  readonly offset: number;
  readonly line: number;
}

const BLOCK_BYTES = 16 << 20;
const LINE_FEED = 0x0a;
const OPEN_BRACKET = 0x5b;

/**
 * The records of a JSON file: the elements of its one array, or the values that stand in it one after the other. `lines`: each record is on a line
 * of its own, so that the file can be read piece by piece. Throws `CorruptFile`.
 */
export function* jsonRecords(source: ByteSource, lines: boolean): Generator<JsonRecord, void> {
  const begin = markLength(source);
  if (!lines) return yield* textRecords(source, begin, 1, decode(source, begin, source.read(begin, source.size)));
  let line = 1;
  let want = BLOCK_BYTES;
  for (let offset = begin; offset < source.size;) {
    const bytes = source.read(offset, want);
    const end = offset + bytes.length >= source.size ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      want *= 2;
      continue;
    }
    const text = decode(source, offset, bytes.subarray(0, end));
    yield* textRecords(source, offset, line, text);
    line += countLines(text, text.length);
    offset += end;
    want = BLOCK_BYTES;
  }
}

function* textRecords(source: ByteSource, offset: number, line: number, text: string): Generator<JsonRecord, void> {
  const placeOf = (at: number): Place => ({
    offset: offset + Buffer.byteLength(text.slice(0, at)),
    line: line + countLines(text, at),
  });
  const reader = new JsonReader(text);
  const next = (): JsonRecord => {
    const at = reader.offset;
    return { value: reader.value(), place: () => placeOf(at) };
  };
  try {
    if (reader.peek() === OPEN_BRACKET && offset <= 3) {
      reader.expect('[');
      if (reader.peek() === CLOSE_BRACKET) reader.expect(']');
      else {
        for (;;) {
          reader.peek();
          yield next();
          if (reader.peek() === CLOSE_BRACKET) break;
          reader.expect(',');
        }
        reader.expect(']');
      }
      if (!Number.isNaN(reader.peek())) throw new JsonSyntaxError('there is text after the array', reader.offset);
    } else while (!Number.isNaN(reader.peek())) yield next();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw gobiError(
      'CorruptFile',
      // What the end of the text lacks is missed where the last thing ends, not behind the line feeds that follow it.
      { file: source.name, reason: error.message, ...placeOf(Math.min(error.offset, text.trimEnd().length)) },
      { cause: error },
    );
  }
}

const CLOSE_BRACKET = 0x5d;

function markLength(source: ByteSource): number {
  const mark = source.read(0, 3);
  return mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? 3 : 0;
}

function decode(source: ByteSource, offset: number, bytes: Uint8Array): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw gobiError('Unsupported', {
      what: `a JSON file of ${bytes.length} bytes ('${source.name}')`,
      instead: 'write one record per line and call the file .ndjson: such files may be of any size',
    });
  }
  if (!isUtf8(bytes)) throw gobiError('CorruptFile', { file: source.name, reason: 'the text is not UTF-8', offset });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Line feeds in the first `end` units of a text. */
function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
