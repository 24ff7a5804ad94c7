import { SourceMap } from 'node:module';
import type { StackFrame } from '../../compiler/contract/runtime-error.ts';
import type { MovedLines } from './routine-source.ts';

/** What is known of a module that runs: how to find the places of its code in its source. */
export interface MappedModule {
  readonly map: string;
  /** Names of routines by the names of their functions. */
  readonly procedures: ReadonlyMap<string, string>;
  readonly file: string;
  /** Lines of the module's source that stand elsewhere. */
  readonly moved: readonly MovedLines[];
}

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

  /** The calls on a stack, innermost first. */
  frames(error: Error): StackFrame[] {
    return (error.stack ?? '').split('\n').flatMap((line) => this.#frame(line) ?? []);
  }

  #frame(text: string): StackFrame | null {
    const match = FRAME.exec(text);
    const module = match === null ? undefined : this.#modules.get(match[2]!);
    if (match === null || module === undefined) return null;
    const entry = this.#mapOf(module).findEntry(Number(match[3]) - 1, Number(match[4]) - 1);
    if (!('originalLine' in entry) || entry.originalLine === undefined) return null;
    const name = match[1] ?? '';
    const line = entry.originalLine + 1;
    const moved = module.moved.findLast((lines) => lines.line <= line);
    return {
      procedure: module.procedures.get(name) ?? (name === 'main' ? 'statement' : 'lambda'),
      file: moved?.file ?? module.file,
      line: line + (moved?.by ?? 0),
      column: entry.originalColumn + 1,
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
