import { typed, plain, type Native, type NativeBody, type NativeModule } from './native.ts';
import type { MapType } from '../compiler/contract/data-type.ts';
import { invalidArgument } from './value/failure.ts';
import { identity, type Identity } from './value/identity.ts';
import { dataTypeOf, resultOf } from './value/type-of.ts';
import type { Type } from '../compiler/contract/type.ts';

interface Entry {
  readonly $key: unknown;
  readonly $value: unknown;
}

type Entries = readonly Entry[];

/** A native that tells keys of a map's type apart. */
function byKey(
  mapOf: (args: readonly Type[], result: Type) => Type | undefined,
  body: (of: Identity) => NativeBody,
): Native {
  return typed((args, result) => body(identity((dataTypeOf(mapOf(args, result)) as MapType).key)));
}

const firstArgument = (args: readonly Type[]): Type | undefined => args[0];
const result = (_: readonly Type[], type: Type): Type => type;

function fromLists(of: Identity): (keys: readonly unknown[], values: readonly unknown[]) => Entries {
  return (keys, values) => {
    if (keys.length !== values.length)
      throw invalidArgument('map_from_lists', 'values', `a list of ${values.length}`, `there are ${keys.length} keys`);
    const seen = new Set<unknown>();
    return keys.map((key, i) => {
      if (key === null) throw invalidArgument('map_from_lists', 'keys', 'a list with NULL', 'a key has a value');
      if (seen.has(of(key)))
        throw invalidArgument(
          'map_from_lists',
          'keys',
          `a list with ${String(key)} twice`,
          'each key may be there once',
        );
      seen.add(of(key));
      return { $key: key, $value: values[i] };
    });
  };
}

function groupBy(of: Identity): (values: readonly unknown[], key: (element: unknown) => unknown) => Entries {
  return (values, key) => {
    const groups = new Map<unknown, { readonly $key: unknown; readonly $value: unknown[] }>();
    for (const value of values) {
      const group = key(value);
      if (group === null) throw invalidArgument('group_by', 'key', 'NULL', 'a key of a map has a value; use `??`');
      const known = groups.get(of(group));
      if (known === undefined) groups.set(of(group), { $key: group, $value: [value] });
      else known.$value.push(value);
    }
    return Array.from(groups.values());
  };
}

function put(of: Identity): (entries: Entries, key: unknown, value: unknown) => Entries {
  return (entries, key, value) => {
    const place = entries.findIndex((entry) => of(entry.$key) === of(key));
    const entry = { $key: key, $value: value };
    return place < 0 ? [...entries, entry] : entries.with(place, entry);
  };
}

function concat(of: Identity): (left: Entries, right: Entries) => Entries {
  return (left, right) => {
    const all = new Map(left.map((entry) => [of(entry.$key), entry]));
    for (const entry of right) all.set(of(entry.$key), entry);
    return Array.from(all.values());
  };
}

/** Bodies of map.plg. A map is carried as the list of its entries. */
export const map: NativeModule = {
  'map/from_lists': byKey(result, fromLists),
  'map/keys': plain((entries: Entries) => entries.map((entry) => entry.$key)),
  'map/values': plain((entries: Entries) => entries.map((entry) => entry.$value)),
  'map/get': byKey(
    firstArgument,
    (of) => (entries: Entries, key: unknown) => entries.find((entry) => of(entry.$key) === of(key))?.$value ?? null,
  ),
  'map/contains': byKey(
    firstArgument,
    (of) => (entries: Entries, key: unknown) => entries.some((entry) => of(entry.$key) === of(key)),
  ),
  'map/set': byKey(firstArgument, put),
  'map/remove': byKey(
    firstArgument,
    (of) => (entries: Entries, key: unknown) => entries.filter((entry) => of(entry.$key) !== of(key)),
  ),
  'map/concat': byKey(firstArgument, concat),
  'map/group_by': typed((args) => groupBy(identity(resultOf(args[1])))),
};
