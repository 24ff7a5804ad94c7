import type { Program } from './program.ts';

/** A set of places that the machine may be in, with what it leads to as far as that was asked for. */
interface State {
  readonly places: readonly number[];
  /** A match ends here. */
  readonly accepting: boolean;
  /** A match ends here if the text does. */
  readonly acceptingAtEnd: boolean;
  /** By code point below 128. */
  readonly ascii: (State | undefined)[];
  readonly others: Map<number, State>;
}

/** Sets of places made so far are thrown away beyond this number, so that memory stays bounded. */
const MAX_STATES = 2000;

/**
 * Tells whether a program matches, not where: a deterministic automaton made while it runs, one look-up for each character.
 * With `whole` the match must take the whole text. Lives with its program and remembers the states it met.
 */
export class Automaton {
  private readonly program: Program;
  private readonly whole: boolean;
  private states = new Map<string, State>();
  private initial: State | null = null;

  constructor(program: Program, whole: boolean) {
    this.program = program;
    this.whole = whole;
  }

  /** Assertions that look at both neighbours (`\b`, `^` in lines) are not a matter of states. */
  static canRun(program: Program): boolean {
    return program.instructions.every(
      (instruction) => instruction.op !== 'assert' || instruction.at === 'textStart' || instruction.at === 'textEnd',
    );
  }

  matches(text: string): boolean {
    let state = (this.initial ??= this.state([this.program.start], true));
    for (let i = 0; i < text.length; i++) {
      if (state.accepting && !this.whole) return true;
      let codePoint = text.charCodeAt(i);
      if (codePoint < 128) {
        state = state.ascii[codePoint] ?? this.step(state, codePoint);
      } else {
        codePoint = text.codePointAt(i)!;
        if (codePoint > 0xffff) i++;
        state = state.others.get(codePoint) ?? this.step(state, codePoint);
      }
    }
    return state.accepting || state.acceptingAtEnd;
  }

  private step(from: State, codePoint: number): State {
    const targets: number[] = [];
    for (const place of from.places) {
      const instruction = this.program.instructions[place]!;
      if (instruction.op === 'test' && instruction.test(codePoint)) targets.push(instruction.next);
    }
    if (!this.whole && !this.program.anchored) targets.push(this.program.start);
    const to = this.state(targets, false);
    if (codePoint < 128) from.ascii[codePoint] = to;
    else from.others.set(codePoint, to);
    return to;
  }

  private state(starts: readonly number[], atStart: boolean): State {
    const places = this.closure(starts, atStart, false);
    const key = `${atStart ? '^' : ''}${places.join()}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    if (this.states.size >= MAX_STATES) {
      this.states = new Map();
      this.initial = null;
    }
    const isMatch = (place: number): boolean => this.program.instructions[place]!.op === 'match';
    const state: State = {
      places,
      accepting: places.some(isMatch),
      acceptingAtEnd: this.closure(places, atStart, true).some(isMatch),
      ascii: [],
      others: new Map(),
    };
    this.states.set(key, state);
    return state;
  }

  /** All places reached without taking a character. A `$` is kept as a place, since it holds only `atEnd`. */
  private closure(starts: readonly number[], atStart: boolean, atEnd: boolean): readonly number[] {
    const { instructions } = this.program;
    const seen = new Set<number>();
    const pending = [...starts];
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const instruction = instructions[place]!;
      if (instruction.op === 'split') pending.push(instruction.next, instruction.other);
      else if (instruction.op === 'save') pending.push(instruction.next);
      else if (instruction.op === 'assert' && (instruction.at === 'textStart' ? atStart : atEnd))
        pending.push(instruction.next);
    }
    return Array.from(seen)
      .filter((place) => instructions[place]!.op !== 'split' && instructions[place]!.op !== 'save')
      .sort((a, b) => a - b);
  }
}
