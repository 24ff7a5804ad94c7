import {
  Alternation,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type IProduction,
  type TokenType,
} from 'chevrotain';

/** A set of token types, one bit for each `tokenTypeIdx`. */
export type TokenSet = bigint;

/** What may follow a given first token: the second tokens, and whether the production may end after the first. */
export interface Second {
  readonly tokens: TokenSet;
  readonly ends: boolean;
}

interface First {
  readonly tokens: TokenSet;
  readonly nullable: boolean;
}

/** The set of one token type and all types of its category. */
export function tokenSet(type: TokenType): TokenSet {
  let set = 1n << BigInt(type.tokenTypeIdx as number);
  for (const member of type.categoryMatches ?? []) set |= 1n << BigInt(member);
  return set;
}

/**
 * First tokens of the productions of a grammar, and second tokens for a given first one. Everything is computed when
 * it is asked for and kept: a run looks at few of the grammar's decisions, and fewer still need a second token.
 */
export class FirstSets {
  readonly #firsts = new Map<IProduction, First>();
  readonly #seconds = new Map<IProduction, Map<number, Second>>();

  first(sequence: readonly IProduction[]): First {
    let tokens: TokenSet = 0n;
    for (const production of sequence) {
      const first = this.#firstOf(production);
      tokens |= first.tokens;
      if (!first.nullable) return { tokens, nullable: false };
    }
    return { tokens, nullable: true };
  }

  second(sequence: readonly IProduction[], token: number): Second {
    let tokens: TokenSet = 0n;
    let ends = false;
    const bit = 1n << BigInt(token);
    for (const [index, production] of sequence.entries()) {
      const first = this.#firstOf(production);
      if (first.tokens & bit) {
        const second = this.#secondOf(production, token);
        tokens |= second.tokens;
        if (second.ends) {
          const rest = this.first(sequence.slice(index + 1));
          tokens |= rest.tokens;
          ends ||= rest.nullable;
        }
      }
      if (!first.nullable) break;
    }
    return { tokens, ends };
  }

  #firstOf(production: IProduction): First {
    let first = this.#firsts.get(production);
    if (first === undefined) this.#firsts.set(production, (first = this.#computeFirst(production)));
    return first;
  }

  #computeFirst(production: IProduction): First {
    if (production instanceof Terminal) return { tokens: tokenSet(production.terminalType), nullable: false };
    if (production instanceof NonTerminal) return this.#firstOf(production.referencedRule);
    if (production instanceof Alternation) {
      const alternatives = production.definition.map((alternative) => this.first(definitionOf(alternative)));
      return {
        tokens: alternatives.reduce((all, { tokens }) => all | tokens, 0n),
        nullable: alternatives.some(({ nullable }) => nullable),
      };
    }
    const inside = this.first(definitionOf(production));
    return isOptional(production) ? { tokens: inside.tokens, nullable: true } : inside;
  }

  #secondOf(production: IProduction, token: number): Second {
    let known = this.#seconds.get(production);
    if (known === undefined) this.#seconds.set(production, (known = new Map<number, Second>()));
    let second = known.get(token);
    if (second === undefined) known.set(token, (second = this.#computeSecond(production, token)));
    return second;
  }

  #computeSecond(production: IProduction, token: number): Second {
    if (production instanceof Terminal) return { tokens: 0n, ends: true };
    if (production instanceof NonTerminal) return this.#secondOf(production.referencedRule, token);
    if (production instanceof Alternation) {
      const alternatives = production.definition.map((alternative) => this.second(definitionOf(alternative), token));
      return {
        tokens: alternatives.reduce((all, { tokens }) => all | tokens, 0n),
        ends: alternatives.some(({ ends }) => ends),
      };
    }
    const inside = this.second(definitionOf(production), token);
    if (!inside.ends) return inside;
    return { tokens: inside.tokens | this.first(againOf(production)).tokens, ends: true };
  }
}

/** What a production that holds a sequence holds. */
export function definitionOf(production: IProduction): readonly IProduction[] {
  return 'definition' in production ? (production.definition as readonly IProduction[]) : [];
}

/** What may follow a round of a repetition before anything after it. */
export function againOf(production: IProduction): readonly IProduction[] {
  if (production instanceof Repetition || production instanceof RepetitionMandatory) return production.definition;
  if (production instanceof RepetitionWithSeparator || production instanceof RepetitionMandatoryWithSeparator) {
    return [new Terminal({ terminalType: production.separator })];
  }
  return [];
}

function isOptional(production: IProduction): boolean {
  return (
    production instanceof Option || production instanceof Repetition || production instanceof RepetitionWithSeparator
  );
}
