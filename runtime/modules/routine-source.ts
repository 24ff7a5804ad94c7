import type { ManifestRoutine } from '../../compiler/contract/manifest.ts';
import type { CatalogState, RoutineEntry } from '../catalog/catalog-state.ts';
import { deployedAs } from '../catalog/deployed.ts';

/** Lines of a text that stand elsewhere in a file of their own. */
export interface MovedLines {
  /** The first of them in the text, from 1. */
  readonly line: number;
  /** What is added to a line of the text to get that of the file. */
  readonly by: number;
  readonly file: string;
}

/** The text of a module's routines as it is compiled. */
export interface RoutineSource {
  readonly text: string;
  readonly file: string;
  /** Where lines are others than in their files; by line. */
  readonly moved: readonly MovedLines[];
}

/** A declaration and its place. */
export type PlacedRoutine = Pick<ManifestRoutine, 'id' | 'text' | 'start'> & { readonly file: string };

/** A routine's declaration; its place is that of the last deploy, and the beginning of a file of its name where nothing is known. */
export function placed(state: CatalogState, { id, name, text, fingerprint }: RoutineEntry): PlacedRoutine {
  const deployed = deployedAs(state, id, text);
  if (deployed !== null) {
    const { file, line, column } = deployed;
    return { id, text, start: { line, column }, file };
  }
  const manifest = state.modules.get(fingerprint)?.manifest;
  const known = manifest?.routines.find((routine) => routine.id === id);
  if (manifest === undefined || known === undefined)
    return { id, text, start: { line: 1, column: 1 }, file: `${name}.plg` };
  return { id, text, start: known.start, file: known.file ?? manifest.source.file };
}

/** The routines that a routine's module holds: itself, and those that it calls in a circle. */
export function fellows(state: CatalogState, { id, fingerprint }: RoutineEntry): readonly RoutineEntry[] {
  const routines = state.modules.get(fingerprint)?.manifest.routines ?? [];
  const ids = new Set([id, ...routines.map((routine) => routine.id)]);
  return [...ids].flatMap((each) => {
    const entry = state.routines.get(each);
    return entry?.fingerprint === fingerprint ? [entry] : [];
  });
}

/** One routine at its place in its file, or several one below the other. */
export function sourceOf(routines: readonly PlacedRoutine[]): RoutineSource {
  const [first, ...others] = routines;
  if (first === undefined) return { text: '', file: '', moved: [] };
  const { start, file } = first;
  const before = ' '.repeat(start.column - 1);
  if (others.length === 0) return { text: `${'\n'.repeat(start.line - 1)}${before}${first.text}`, file, moved: [] };
  const moved: MovedLines[] = [];
  let text = '';
  let line = 1;
  for (const routine of routines) {
    const piece = `${' '.repeat(routine.start.column - 1)}${routine.text}\n`;
    moved.push({ line, by: routine.start.line - line, file: routine.file });
    text += piece;
    line += piece.split('\n').length - 1;
  }
  return { text, file, moved };
}
