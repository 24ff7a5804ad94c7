import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { CatalogState, RoutineEntry } from '../../catalog/catalog-state.ts';
import type { RoutineDefinition } from '../../catalog/definitions.ts';
import type { ModuleManifest } from '../../execution/module-link.ts';
import type { Transaction } from '../../transaction/transaction.ts';
import { components } from '../build.ts';
import type { CodeBase } from '../code-base.ts';
import { usersOfFunctions } from '../redefinitions.ts';
import { placed, sourceOf, type PlacedRoutine } from '../routine-source.ts';

/** A routine as it is to be stored, and where its declaration stands. */
export interface NewRoutine {
  readonly definition: Omit<RoutineDefinition, 'fingerprint' | 'body'>;
  readonly place: Pick<PlacedRoutine, 'file' | 'start'>;
}

interface Making {
  readonly definition: Omit<RoutineDefinition, 'fingerprint' | 'body'>;
  readonly placed: PlacedRoutine;
  /** The fingerprint that others were compiled with. */
  readonly pending: string;
  readonly manifest: ModuleManifest;
}

/**
 * Puts the names of routines into the catalog, so that all that is compiled sees them; gives what stores their modules, once tables, types and views are there.
 * Routines that were there and use a function that changes are stored again too; one that no longer checks stays as it is, and a call tells that it is stale.
 */
export function defineRoutines(code: CodeBase, transaction: Transaction, routines: readonly NewRoutine[]): () => void {
  const before = transaction.state;
  const again = usersOfFunctions(
    before,
    routines.flatMap(({ definition: { id, kind } }) => (kind === 'function' ? [id] : [])),
  );
  const known = [...again]
    .filter((id) => routines.every((each) => each.definition.id !== id))
    .map((id) => storedAgain(before, before.routines.get(id)!));
  for (const { definition } of routines)
    transaction.upsertRoutine({ ...definition, fingerprint: pendingOf(definition.id), body: '' });
  return () => {
    const { state } = transaction;
    const made = [
      ...routines.map(({ definition, place }): Making => {
        const source = { id: definition.id, text: definition.text, ...place };
        return {
          definition,
          placed: source,
          pending: pendingOf(definition.id),
          manifest: compiled(code, state, [source]),
        };
      }),
      ...known.flatMap(({ entry, source }) => compiledAgain(code, state, entry, source)),
    ];
    storeModules(code, transaction, made);
  };
}

function pendingOf(id: string): string {
  return `pending ${id}`;
}

function storedAgain(state: CatalogState, entry: RoutineEntry) {
  return { entry, source: placed(state, entry) };
}

function compiled(code: CodeBase, state: CatalogState, sources: readonly PlacedRoutine[]): ModuleManifest {
  return code.compileSource(sourceOf(sources), state).manifest;
}

function compiledAgain(code: CodeBase, state: CatalogState, entry: RoutineEntry, source: PlacedRoutine): Making[] {
  const { createdAt: _, modifiedAt: __, fingerprint, body: ___, ...definition } = entry;
  try {
    const manifest = compiled(code, state, [source]);
    return [{ definition, placed: source, pending: fingerprint, manifest }];
  } catch (error) {
    if (error instanceof GobiError) return [];
    throw error;
  }
}

/** Stores what was compiled, functions before those that use them: a module's fingerprint is made of theirs. Functions that call each other in a circle share a module. */
function storeModules(code: CodeBase, transaction: Transaction, made: readonly Making[]): void {
  const index = new Map(made.map(({ definition }, i) => [definition.id, i]));
  const edges = made.map(({ manifest }, i) =>
    manifest.imports.flatMap(({ id }) => {
      const at = index.get(id);
      return at === undefined || at === i ? [] : [at];
    }),
  );
  const final = new Map<string, string>();
  const current = (fingerprint: string): string => final.get(fingerprint) ?? fingerprint;
  for (const component of components(edges)) {
    const parts = component.map((i) => made[i]!);
    const first = parts[0]!;
    const manifest =
      parts.length === 1
        ? first.manifest
        : compiled(
            code,
            transaction.state,
            parts.map((part) => part.placed),
          );
    const own: ModuleManifest = {
      ...manifest,
      source: { file: first.placed.file, text: parts.map(({ placed: { text } }) => text).join('\n') },
      routines: parts.flatMap(({ placed: { id, text, start, file } }) => {
        const routine = manifest.routines.find((each) => each.id === id);
        return routine === undefined ? [] : [{ ...routine, text, start, file }];
      }),
      imports: manifest.imports.map((each) => ({ ...each, fingerprint: current(each.fingerprint) })),
      dependencies: manifest.dependencies.map(current),
    };
    const fingerprint = code.fingerprint(own);
    for (const { definition, pending } of parts) {
      const routine = own.routines.find(({ id }) => id === definition.id);
      if (routine === undefined) continue;
      final.set(pending, fingerprint);
      const { signature, body } = routine;
      transaction.upsertRoutine({ ...definition, signature, body, fingerprint });
    }
    transaction.addModule({ fingerprint, manifest: { ...own, fingerprint } });
  }
}
