import type { ProfileLine, ProfileReport, ProfileStack } from '../../compiler/contract/profile.ts';
import { markedLine } from './line-marks.ts';
import type { SourceLine } from './positions.ts';

/** A profile of V8: each sample is the node of the innermost function, `timeDeltas` the microseconds before it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
  readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
}

/** The name of functions whose time is that of making code. */
export const COMPILING = '$$compiling';
const COLLECTING = '(garbage collector)';

/** The line of a function of a script; `null` where it is of no source. */
export type FindLine = (script: string, row: number, name: string) => SourceLine | null;

/** What a profile says of the lines of sources. `isHidden`: lines that are no part of what was asked for. */
export function profileReport(
  routine: string,
  profile: CpuProfile,
  findLine: FindLine,
  isHidden: (line: SourceLine) => boolean,
): ProfileReport {
  const tally = new Tally(profile, findLine, isHidden);
  const [root] = profile.nodes;
  if (root !== undefined) tally.visit(root, { lines: [], script: '', name: '' });
  const { lines, stacks } = tally.result();
  const { compiling, collecting, all } = tally;
  const inLines = stacks.reduce((sum, { self }) => sum + self, 0);
  const other = Math.max(0, all - compiling - collecting - inLines);
  const samples = profile.samples?.length ?? 0;
  return { routine, milliseconds: all, samples, lines, stacks, besides: { compiling, collecting, other } };
}

/** Where a node of the profile stands: the lines that led there, and the function of a module that it is called from. */
interface Place {
  readonly lines: readonly string[];
  readonly script: string;
  readonly name: string;
}

class Tally {
  compiling = 0;
  collecting = 0;
  all = 0;
  readonly #nodes: ReadonlyMap<number, ProfileNode>;
  readonly #times = new Map<number, number>();
  readonly #findLine: FindLine;
  readonly #isHidden: (line: SourceLine) => boolean;
  readonly #lines = new Map<string, SourceLine>();
  readonly #stacks = new Map<string, { readonly lines: readonly string[]; self: number }>();

  constructor(profile: CpuProfile, findLine: FindLine, isHidden: (line: SourceLine) => boolean) {
    this.#findLine = findLine;
    this.#isHidden = isHidden;
    this.#nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    const { samples = [], timeDeltas = [], startTime, endTime } = profile;
    let now = startTime;
    const times = timeDeltas.map((delta) => (now += delta));
    samples.forEach((id, i) => {
      // a sample lasts until the next one
      const milliseconds = Math.max(0, (times[i + 1] ?? endTime) - times[i]!) / 1000;
      this.#times.set(id, (this.#times.get(id) ?? 0) + milliseconds);
      this.all += milliseconds;
    });
  }

  visit(node: ProfileNode, place: Place): void {
    const { functionName, url, lineNumber } = node.callFrame;
    if (functionName === COMPILING) return void (this.compiling += this.#whole(node));
    const time = this.#times.get(node.id) ?? 0;
    if (functionName === COLLECTING) return void (this.collecting += time);
    const marked = markedLine(functionName);
    if (marked === null && this.#findLine(url, lineNumber + 1, functionName) !== null)
      return this.#function(node, place, time);
    const isMark = marked !== null && url === place.script;
    const inside = isMark ? { ...place, lines: this.#with(place.lines, url, marked, place.name) } : place;
    this.#add(inside.lines, time);
    for (const child of node.children ?? []) this.visit(this.#nodes.get(child)!, inside);
  }

  result(): { readonly lines: readonly ProfileLine[]; readonly stacks: readonly ProfileStack[] } {
    const figures = new Map([...this.#lines.keys()].map((key) => [key, { self: 0, total: 0 }]));
    for (const { lines, self } of this.#stacks.values()) {
      figures.get(lines.at(-1)!)!.self += self;
      for (const key of new Set(lines)) figures.get(key)!.total += self;
    }
    const keys = [...figures.keys()]
      .filter((key) => figures.get(key)!.total > 0)
      .sort((a, b) => figures.get(b)!.self - figures.get(a)!.self || figures.get(b)!.total - figures.get(a)!.total);
    const places = new Map(keys.map((key, i) => [key, i]));
    return {
      lines: keys.map((key) => ({ ...this.#lines.get(key)!, ...figures.get(key)! })),
      stacks: [...this.#stacks.values()].map(({ lines, self }) => ({
        lines: lines.map((key) => places.get(key)!),
        self,
      })),
    };
  }

  /** A function of a module: what it took itself by its lines, what it called unmarked to the line that took most. */
  #function(node: ProfileNode, place: Place, time: number): void {
    const { functionName: name, url: script, lineNumber } = node.callFrame;
    const ticks = node.positionTicks ?? [];
    const all = ticks.reduce((sum, each) => sum + each.ticks, 0);
    const byLine = Map.groupBy(ticks, ({ line }) => line);
    let most = { row: lineNumber + 1, ticks: 0 };
    for (const [row, same] of byLine) {
      const count = same.reduce((sum, each) => sum + each.ticks, 0);
      if (count > most.ticks) most = { row, ticks: count };
      this.#add(this.#with(place.lines, script, row, name), (time * count) / all);
    }
    if (all === 0) this.#add(this.#with(place.lines, script, most.row, name), time);
    for (const id of node.children ?? []) {
      const child = this.#nodes.get(id)!;
      const { functionName, url } = child.callFrame;
      const isMark = url === script && markedLine(functionName) !== null;
      const lines = isMark ? place.lines : this.#with(place.lines, script, most.row, name);
      this.visit(child, { lines, script, name });
    }
  }

  #whole(node: ProfileNode): number {
    const own = this.#times.get(node.id) ?? 0;
    return (node.children ?? []).reduce((sum, id) => sum + this.#whole(this.#nodes.get(id)!), own);
  }

  #with(lines: readonly string[], script: string, row: number, name: string): readonly string[] {
    const line = this.#findLine(script, row, name);
    if (line === null || this.#isHidden(line)) return lines;
    const key = `${line.file}:${line.line}`;
    if (!this.#lines.has(key)) this.#lines.set(key, line);
    return [...lines, key];
  }

  #add(lines: readonly string[], time: number): void {
    if (lines.length === 0 || time === 0) return;
    const key = lines.join('\0');
    const known = this.#stacks.get(key);
    if (known === undefined) this.#stacks.set(key, { lines, self: time });
    else known.self += time;
  }
}
