import { SourceMap } from 'node:module';
import type { ProfileLine } from '../../compiler/contract/profile.ts';
import type { StackFrame } from '../../compiler/contract/runtime-error.ts';
import { markedLine } from './line-marks.ts';
import type { QueryPlaces } from './query-places.ts';
import type { MovedLines } from './routine-source.ts';

/** What is known of a module that runs: how to find the places of its code in its source. */
export interface MappedModule {
  readonly map: string;
  /** Names of routines by the names of their functions. */
  readonly procedures: ReadonlyMap<string, string>;
  readonly file: string;
  readonly text: string;
  /** Lines of the module's source that stand elsewhere. */
  readonly moved: readonly MovedLines[];
}

/** A column behind all columns of a line. */
const LINE_END = 2 ** 31 - 1;

/** A line of a source, and the routine that it is of. */
export type SourceLine = Pick<ProfileLine, 'routine' | 'file' | 'line' | 'source'>;

/** Modules kept for their maps; the oldest go first. */
const KEPT = 2000;

const FRAME = /^\s*at (?:(?:async |Object\.)?([\w$.<>]+) .*?\(|)(gobi:[^\s)]*?):(\d+):(\d+)\)?$/;

/** Finds the calls of `.plg` code on the stack of an error. Nothing is decoded before an error asks for it. */
export class Positions {
  readonly #modules = new Map<string, MappedModule>();
  readonly #maps = new WeakMap<MappedModule, SourceMap>();

  /** Notes the module that runs under a script's name. */
  add(script: string, module: MappedModule): void {
    this.#modules.set(script, module);
    if (this.#modules.size > KEPT) this.#modules.delete(this.#modules.keys().next().value!);
  }

  /** The calls on a stack, innermost first. A call that ran a query is where the expression of the query is that raised the error. */
  frames(error: Error, places: QueryPlaces): StackFrame[] {
    const failed = [...places.of(error)];
    // of the kernel whose lines these are: the innermost one tells the expression
    let kernel: { readonly offset: number | null } | null = null;
    return (error.stack ?? '').split('\n').flatMap((line) => {
      const match = FRAME.exec(line);
      if (match === null) return [];
      const [, , script, row, column] = match;
      if (kernel === null && script !== undefined && script === failed[0]?.script)
        kernel = { offset: places.offset(failed.shift()!, Number(row), Number(column)) };
      const frame = this.#frame(match, kernel?.offset ?? null);
      if (frame === null) return [];
      kernel = null;
      return [frame];
    });
  }

  /** The line of the source that a line of a module was made of, by the module's script and the name of the function; both lines from 1. `null` for other scripts. */
  sourceLine(script: string, row: number, name: string): SourceLine | null {
    const module = this.#modules.get(script);
    if (module === undefined) return null;
    const entry = this.#mapOf(module).findEntry(row - 1, LINE_END);
    if (!('originalLine' in entry) || entry.originalLine === undefined) return null;
    const line = entry.originalLine + 1;
    const moved = module.moved.findLast((lines) => lines.line <= line);
    return {
      routine: routineOf(module, name),
      file: moved?.file ?? module.file,
      line: line + (moved?.by ?? 0),
      source: module.text.split('\n')[line - 1] ?? null,
    };
  }

  #frame(match: RegExpExecArray, offset: number | null): StackFrame | null {
    const module = this.#modules.get(match[2]!);
    if (module === undefined || markedLine(match[1] ?? '') !== null) return null;
    const entry = this.#mapOf(module).findEntry(Number(match[3]) - 1, Number(match[4]) - 1);
    if (!('originalLine' in entry) || entry.originalLine === undefined) return null;
    const name = match[1] ?? '';
    const place = offset === null ? null : lineAndColumn(module.text, offset);
    const line = place?.line ?? entry.originalLine + 1;
    const moved = module.moved.findLast((lines) => lines.line <= line);
    return {
      procedure: routineOf(module, name),
      file: moved?.file ?? module.file,
      line: line + (moved?.by ?? 0),
      column: place?.column ?? entry.originalColumn + 1,
    };
  }

  #mapOf(module: MappedModule): SourceMap {
    let map = this.#maps.get(module);
    if (map === undefined)
      this.#maps.set(
        module,
        (map = new SourceMap(JSON.parse(module.map) as ConstructorParameters<typeof SourceMap>[0])),
      );
    return map;
  }
}

function routineOf({ procedures }: MappedModule, name: string): string {
  return procedures.get(name) ?? (name === 'main' ? 'statement' : 'lambda');
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}
