import { tableShape } from '../../compiler/contract/table-shape.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { deployedAs, objectKey, sourceHash } from '../catalog/deployed.ts';
import { isTemporary } from '../catalog/temporary.ts';
import type { Value } from '../columnar/value.ts';

interface Shown {
  readonly name: string;
  readonly kind: string;
  readonly key: string;
  /** `null` for tables, whose declaration is not kept. */
  readonly text: string | null;
  readonly fingerprint: string;
  /** The file that a routine's module names, where no deploy tells. */
  readonly file: string | null;
  readonly manifest: string | null;
}

/**
 * The rows of `system.modules`: every object with what it is made of and where it comes from, ordered by kind and name. `loaded`: what a service tells of the versions of routines; former ones have a
 * row of their own while calls of them are under way.
 */
export function moduleRows(state: CatalogState, loaded: readonly Value[][] | null): Value[][] {
  const known = new Map(
    (loaded ?? []).map(([id, fingerprint, calls, since]) => [`${fingerprint} ${id}`, [calls!, since!]]),
  );
  const current = [...routines(state), ...relations(state), ...others(state)].map((each): Value[] => {
    const { name, kind, key, text, fingerprint, file, manifest } = each;
    const deployed = deployedAs(state, key, text);
    const use = known.get(`${fingerprint} ${key}`) ?? [manifest === null || loaded === null ? null : 0, null];
    return deployed === null
      ? [name, kind, 'session', fingerprint, file, null, null, null, true, ...use, manifest]
      : [
          ...[name, kind, 'project', fingerprint, deployed.file],
          ...[deployed.snapshot, deployed.deployedAt, deployed.version, true, ...use, manifest],
        ];
  });
  return [...current, ...formerRows(state, loaded ?? [])].sort(
    (a, b) => compare(String(a[1]), String(b[1])) || compare(String(a[0]), String(b[0])),
  );
}

/** Versions that no new call takes, and that some still run. */
function formerRows({ routines: now, modules }: CatalogState, loaded: readonly Value[][]): Value[][] {
  return loaded.flatMap(([of, print, calls, since]): Value[][] => {
    const [id, fingerprint] = [String(of), String(print)];
    if (Number(calls) === 0 || now.get(id)?.fingerprint === fingerprint) return [];
    const manifest = modules.get(fingerprint)?.manifest;
    const [kind, name] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    const file = manifest?.source.file ?? null;
    const text = manifest === undefined ? null : JSON.stringify(manifest);
    return [[name, kind, null, fingerprint, file, null, null, null, false, calls!, since!, text]];
  });
}

function routines({ routines: all, modules }: CatalogState): readonly Shown[] {
  return [...all.values()].map(({ id, kind, fingerprint, text }) => {
    const manifest = modules.get(fingerprint)?.manifest;
    return {
      // overloads share a name: what stands before it tells them apart
      name: id.slice(id.indexOf(':') + 1),
      kind,
      key: id,
      text,
      fingerprint,
      file: manifest?.source.file ?? null,
      manifest: manifest === undefined ? null : JSON.stringify(manifest),
    };
  });
}

function relations({ tables, views }: CatalogState): readonly Shown[] {
  const stored = [...tables.values()].filter(({ id }) => !isTemporary(id));
  return [
    ...stored.map((table): Shown => {
      const { materialized, schema, name } = table;
      const kind = materialized === undefined ? 'table' : 'materialized view';
      return {
        ...{ ...plain(`${schema}.${name}`, kind, objectKey('table', `${schema}.${name}`)), text: null },
        fingerprint: sourceHash(tableShape(table)),
      };
    }),
    ...[...views.values()].map(({ schema, name, text }): Shown => ({
      ...plain(`${schema}.${name}`, 'view', objectKey('view', `${schema}.${name}`)),
      ...{ text, fingerprint: sourceHash(text) },
    })),
  ];
}

function others({ types, automation }: CatalogState): readonly Shown[] {
  return [
    ...[...types.values()].map(({ name, text }): Shown => ({
      ...plain(name, 'type', objectKey('type', name)),
      ...{ text, fingerprint: sourceHash(text) },
    })),
    ...[...automation.values()].map(({ kind, name, text }): Shown => ({
      ...plain(name, kind, objectKey(kind, name)),
      ...{ text, fingerprint: sourceHash(text) },
    })),
  ];
}

function plain(name: string, kind: string, key: string): Omit<Shown, 'text' | 'fingerprint'> {
  return { name, kind, key, file: null, manifest: null };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
