import {
  Alternation,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type ILookaheadStrategy,
  type IOrAlt,
  type IProduction,
  type IToken,
  type Rule,
} from 'chevrotain';
import { expectedAt } from './expected.ts';
import { againOf, definitionOf, FirstSets, type Second } from './first-sets.ts';
import { SyntaxFailure } from './syntax-failure.ts';

/** Productions that a decision is about, by the name that chevrotain asks for them. */
const decisions = {
  Alternation,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
};
type DecisionKind = keyof typeof decisions;
type Decision = InstanceType<(typeof decisions)[DecisionKind]>;

type AlternationOptions = Parameters<ILookaheadStrategy['buildLookaheadForAlternation']>[0];
type OptionalOptions = Parameters<ILookaheadStrategy['buildLookaheadForOptional']>[0];
type ValidationOptions = Parameters<ILookaheadStrategy['validate']>[0];

interface Reader {
  LA(howMuch: number): IToken;
}

interface Candidate {
  readonly alternative: number;
  /** Undefined if no other alternative begins with the same token. */
  readonly second: SecondTable;
}

/** Second tokens as flags by `tokenTypeIdx`; undefined where any will do. */
type SecondTable = Uint8Array | undefined;

/**
 * LL(2) decisions through tables indexed by the next token, made at the first visit of each decision. Chevrotain's own
 * strategy lists all paths of two tokens for all decisions when the parser is constructed, and tries them in turn when
 * an alternative has a gate; with a hundred words that may be names both are slow. Where no alternative fits, the
 * decision itself throws.
 */
export class IndexedLookahead implements ILookaheadStrategy {
  readonly #sets = new FirstSets();

  validate(options: ValidationOptions): ReturnType<ILookaheadStrategy['validate']> {
    return new LLkLookaheadStrategy({ maxLookahead: 1 }).validateNoLeftRecursion(options.rules);
  }

  buildLookaheadForAlternation(options: AlternationOptions): (alternatives?: IOrAlt<unknown>[]) => number | undefined {
    const sets = this.#sets;
    const table: (readonly Candidate[] | undefined)[] = [];
    let alternation: Alternation | undefined;
    return function (this: unknown, gates?: IOrAlt<unknown>[]): number | undefined {
      const reader = this as Reader;
      const token = reader.LA(1).tokenTypeIdx;
      alternation ??= find(options.rule, 'Alternation', options.prodOccurrence).production as Alternation;
      const candidates = (table[token] ??= candidatesFor(sets, alternation, token));
      if (candidates.length === 1 && !options.hasPredicates) return candidates[0]?.alternative;
      let fallback: number | undefined;
      for (const candidate of candidates) {
        const gate = options.hasPredicates ? gates?.[candidate.alternative]?.GATE : undefined;
        if (gate !== undefined && !gate.call(this)) continue;
        if (candidate.second === undefined || candidate.second[reader.LA(2).tokenTypeIdx] === 1) {
          return candidate.alternative;
        }
        fallback ??= candidate.alternative;
      }
      if (fallback === undefined) {
        throw new SyntaxFailure({ kind: 'unexpected', expected: expectedAt(options.rule.name) }, reader.LA(1));
      }
      return fallback;
    };
  }

  buildLookaheadForOptional(options: OptionalOptions): () => boolean {
    const sets = this.#sets;
    const table: (boolean | Uint8Array | undefined)[] = [];
    let found: Found | undefined;
    return function (this: unknown): boolean {
      const reader = this as Reader;
      const token = reader.LA(1).tokenTypeIdx;
      found ??= find(options.rule, options.prodType, options.prodOccurrence);
      const entry = (table[token] ??= entryFor(sets, found, token));
      if (typeof entry === 'boolean') return entry;
      return entry[reader.LA(2).tokenTypeIdx] === 1;
    };
  }
}

function candidatesFor(sets: FirstSets, alternation: Alternation, token: number): readonly Candidate[] {
  const bit = 1n << BigInt(token);
  const candidates = alternation.definition
    .map((alternative, index) => ({ alternative: index, definition: definitionOf(alternative) }))
    .filter(({ definition }) => {
      const first = sets.first(definition);
      return first.nullable || (first.tokens & bit) !== 0n;
    });
  if (candidates.length === 1) return [{ alternative: candidates[0]?.alternative ?? 0, second: undefined }];
  return candidates.map(({ alternative, definition }) => {
    return { alternative, second: flags(sets.second(definition, token)) };
  });
}

/** True or false if the next token alone decides, else what must follow it inside. */
function entryFor(sets: FirstSets, { production, after }: Found, token: number): boolean | Uint8Array {
  const bit = 1n << BigInt(token);
  const inside = definitionOf(production);
  if ((sets.first(inside).tokens & bit) === 0n) return false;
  if ((sets.first(after).tokens & bit) === 0n) return true;
  return flags(sets.second(inside, token)) ?? true;
}

function flags(second: Second): SecondTable {
  if (second.ends) return undefined;
  const digits = second.tokens.toString(2);
  return Uint8Array.from(digits, (_, index) => Number(digits[digits.length - 1 - index]));
}

interface Found {
  readonly production: Decision;
  /** What may follow it within its rule. */
  readonly after: readonly IProduction[];
}

function find(rule: Rule, kind: DecisionKind, occurrence: number): Found {
  const found = search(rule.definition, [], kind, occurrence);
  if (found === undefined) throw new Error(`no ${kind} ${occurrence} in rule ${rule.name}`);
  return found;
}

function search(
  sequence: readonly IProduction[],
  after: readonly IProduction[],
  kind: DecisionKind,
  occurrence: number,
): Found | undefined {
  for (const [index, production] of sequence.entries()) {
    if (production instanceof Terminal || production instanceof NonTerminal) continue;
    const rest = [...sequence.slice(index + 1), ...after];
    if (production instanceof decisions[kind] && production.idx === occurrence) return { production, after: rest };
    const inside =
      production instanceof Alternation ? production.definition.map(definitionOf) : [definitionOf(production)];
    for (const part of inside) {
      const found = search(part, [...againOf(production), ...rest], kind, occurrence);
      if (found) return found;
    }
  }
  return undefined;
}
