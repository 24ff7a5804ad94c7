import type { Type } from '../compiler/contract/type.ts';
import { elementAt, memberOf, nodeText, parseJson, type JsonNode } from './json/parse-json.ts';
import { follow, parseJsonPath, type JsonPath } from './json/path.ts';
import { containsJson, layOut, mergePatch, type JsonDocument } from './json/relate.ts';
import { nullable, type JsonWriter } from './json/write-json.ts';
import { plain, typed, type Native, type NativeModule } from './native.ts';
import { invalidArgument } from './value/failure.ts';
import type { Integer } from './value/integer.ts';
import { madeFor } from './value/type-of.ts';

const document = (text: string): JsonDocument => ({ text, node: parseJson(text) });

const asJson = (text: string, node: JsonNode | null): string | null => (node === null ? null : nodeText(text, node));

/** A string without its quotes; NULL for JSON's null. */
function asText(text: string, node: JsonNode | null): string | null {
  if (node === null || node.kind === 'null') return null;
  return node.kind === 'string' ? node.value : nodeText(text, node);
}

/** A native with a path, which each call site keeps read. */
function withPath(name: string, body: (text: string, node: JsonNode | null) => unknown): Native {
  return typed(() => {
    let last: { readonly path: string; readonly steps: JsonPath } | null = null;
    return (text: string, path: string) => {
      if (last === null || last.path !== path) last = { path, steps: parseJsonPath(name, path) };
      return body(text, follow(parseJson(text), last.steps));
    };
  });
}

/** A native with the name of a member, or a path, which begins with `$.` or `$[`. */
function withMember(name: string, body: (text: string, node: JsonNode | null) => unknown): Native {
  return typed(() => {
    let last: { readonly path: string; readonly steps: JsonPath } | null = null;
    return (text: string, key: string) => {
      if (!/^\$[.[]/.test(key)) return body(text, memberOf(parseJson(text), key));
      if (last === null || last.path !== key) last = { path: key, steps: parseJsonPath(name, key) };
      return body(text, follow(parseJson(text), last.steps));
    };
  });
}

function isValid(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/** Writes values of a type, or of types that they bring along. */
function writerOf(type: Type | undefined): JsonWriter {
  const write = madeFor(type, nullable);
  return (value) => (value === null ? 'null' : write(value));
}

/** Bodies of json.plg. */
export const json: NativeModule = {
  'json/member': withMember('json_get', asJson),
  'json/element': plain((text: string, index: Integer) => asJson(text, elementAt(parseJson(text), Number(index)))),
  'json/member_text': withMember('->>', asText),
  'json/element_text': plain((text: string, index: Integer) => asText(text, elementAt(parseJson(text), Number(index)))),
  'json/extract': withPath('json_extract', asJson),
  'json/extract_string': withPath('json_extract_string', asText),
  'json/exists': withPath('json_exists', (_, node) => node !== null),
  'json/type': plain((text: string) => parseJson(text).kind),
  'json/keys': plain((text: string) => {
    const node = parseJson(text);
    return node.kind === 'object' ? Array.from(new Set(node.members.map(([key]) => key))) : null;
  }),
  'json/array_length': plain((text: string) => {
    const node = parseJson(text);
    return node.kind === 'array' ? node.items.length : null;
  }),
  'json/elements': plain((text: string) => {
    const node = parseJson(text);
    return node.kind === 'array' ? node.items.map((item) => nodeText(text, item)) : null;
  }),
  'json/valid': plain(isValid),
  'json/to_json': typed((args) => writerOf(args[0])),
  'json/array': typed((args) => {
    const write = args.map(writerOf);
    return (...values: readonly unknown[]) => `[${values.map((value, i) => write[i]!(value)).join(',')}]`;
  }),
  'json/object': typed((args) => {
    const write = args.map(writerOf);
    if (args.length % 2 !== 0)
      throw invalidArgument('json_object', 'members', `${args.length} values`, 'each name needs a value');
    return (...values: readonly unknown[]) => {
      const members: string[] = [];
      for (let i = 0; i < values.length; i += 2) {
        const name = values[i];
        if (typeof name !== 'string') throw invalidArgument('json_object', 'members', String(name), 'a name is text');
        members.push(`${JSON.stringify(name)}:${write[i + 1]!(values[i + 1])}`);
      }
      return `{${members.join(',')}}`;
    };
  }),
  'json/contains': plain((whole: string, part: string) => containsJson(document(whole), document(part))),
  'json/merge_patch': plain((target: string, patch: string) => mergePatch(document(target), document(patch))),
  'json/pretty': plain((text: string) => layOut(document(text), 2)),
  'json/compact': plain((text: string) => layOut(document(text), 0)),
};
