import { jsonText, parseJson } from '../../columnar/json/parse-json.ts';

/** A member of a JSON object, as JSON; NULL where there is none. */
export function jsonMember(text: string, key: string): string | null {
  const value = parseJson(text);
  const member = value instanceof Map ? value.get(key) : undefined;
  return member === undefined ? null : jsonText(member);
}

/** An element of a JSON list from 0, or from -1 at the end, as JSON; NULL where there is none. */
export function jsonElement(text: string, index: number | bigint): string | null {
  const value = parseJson(text);
  const element = Array.isArray(value) ? value.at(Number(index)) : undefined;
  return element === undefined ? null : jsonText(element);
}
