import { moduleAbi, type Abi } from '../execution/abi.ts';
import type { CompiledText } from './build.ts';
import { evaluate, type Link, type ModuleExports } from './evaluate.ts';
import { withLineMarks } from './line-marks.ts';
import { Positions } from './positions.ts';
import type { MovedLines } from './routine-source.ts';
import { verify } from './verify.ts';

/** Turns compiled code into functions: proves it closed, evaluates it with the abi and the functions that it imports, keeps its map for errors. */
export class LiveModules {
  readonly positions = new Positions();
  readonly #abi: Abi;
  #loaded = 0;

  readonly #marked: boolean;

  /** `marked`: profiles tell the lines of all functions on a stack. */
  constructor(abi: Abi, marked = false) {
    this.#abi = abi;
    this.#marked = marked;
  }

  /** `name` is shown in JavaScript's stacks. */
  load(
    { code, map, manifest }: Pick<CompiledText, 'code' | 'map' | 'manifest'>,
    name: string,
    link: Link,
    moved: readonly MovedLines[] = [],
  ): ModuleExports {
    const script = `gobi:${name.replace(/[^\w./-]+/g, '_')}/${++this.#loaded}`;
    verify(code, script, 'module');
    this.positions.add(script, {
      map,
      file: manifest.source.file,
      text: manifest.source.text,
      moved,
      procedures: new Map(manifest.routines.map((routine) => [routine.exportName, routine.name])),
    });
    const names = new Map(manifest.routines.map((routine) => [routine.id, routine.exportName]));
    const exports: ModuleExports = evaluate(
      this.#marked ? withLineMarks(code) : code,
      script,
      moduleAbi(this.#abi, manifest, (id) => exports[names.get(id) ?? '']),
      link,
    );
    return exports;
  }
}
