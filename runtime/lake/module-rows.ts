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

/** The rows of `system.modules`: every object with what it is made of and where it comes from, ordered by kind and name. */
export function moduleRows(state: CatalogState): Value[][] {
  return [...routines(state), ...relations(state), ...others(state)]
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name))
    .map((each) => {
      const { name, kind, key, text, fingerprint, file, manifest } = each;
      const deployed = deployedAs(state, key, text);
      return deployed === null
        ? [name, kind, 'session', fingerprint, file, null, null, null, manifest]
        : [
            ...[name, kind, 'project', fingerprint, deployed.file],
            ...[deployed.snapshot, deployed.deployedAt, deployed.version, manifest],
          ];
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
