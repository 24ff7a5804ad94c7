import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { showDataType } from '../../compiler/contract/data-type.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Frame } from '../execution/frame.ts';
import { parseText, statementsOf } from './build.ts';
import type { CodeBase, PreparedStatement } from './code-base.ts';
import { liftLiterals, type LiftedText } from './lift-literals.ts';
import { namedSources } from './named-sources.ts';
import { Recent } from './recent.ts';

/** A statement that was found by its shape, and the literals to run it with. */
export interface LiftedStatement {
  readonly prepared: PreparedStatement;
  readonly lifted: LiftedText;
}

/** Shapes that are kept. */
const KEPT = 1000;

/**
 * Ad-hoc statements by their shape: texts that differ in literals alone are compiled once. A shape that does not check with locals in the literals' places
 * (a string for a date), or reads files, is remembered as none.
 */
export class LiftedStatements {
  readonly #code: CodeBase;
  readonly kept = new Recent<string, PreparedStatement | 'none'>(KEPT);

  constructor(code: CodeBase) {
    this.#code = code;
  }

  /** The statement of a text, `null` where it is to be compiled as it is. */
  find(frame: Frame, text: string, name: string): LiftedStatement | null {
    const lifted = liftLiterals(text);
    if (lifted === null) return null;
    const { state } = frame.transaction;
    const scope = [...frame.session.scope.values()];
    const key = [
      this.#code.versionOf(state),
      frame.session.schema,
      JSON.stringify(frame.session.role),
      name,
      lifted.text,
      lifted.literals.map(({ type }) => showDataType(type)).join(),
      scope.map(localKey).join(),
    ].join('\0');
    const known = this.kept.get(key) ?? this.kept.set(key, this.#compiled(frame, lifted, name, scope));
    return known === 'none' ? null : { prepared: known, lifted };
  }

  #compiled(frame: Frame, lifted: LiftedText, name: string, scope: readonly ScopeLocal[]): PreparedStatement | 'none' {
    try {
      const [statement, ...others] = statementsOf(parseText(lifted.text, name));
      if (statement === undefined || others.length > 0) return 'none';
      const named = namedSources(frame, statement);
      if (named.files.length > 0 || named.scope.some((local) => local.refersTo !== null)) return 'none';
      const literals = lifted.literals.map(({ name: local, type }): ScopeLocal => ({
        name: local,
        type,
        nullable: false,
        refersTo: null,
      }));
      const { schema, role } = frame.session;
      return this.#code.prepare(statement, frame.transaction.state, [...scope, ...literals], [], schema, role);
    } catch (error) {
      if (error instanceof GobiError) return 'none';
      throw error;
    }
  }
}

function localKey({ name, type, nullable, refersTo }: ScopeLocal): string {
  return JSON.stringify([name, type, nullable, refersTo]);
}
