import type { CatalogView, ScopeLocal } from '../contract/catalog-view.ts';
import type { Library } from '../contract/library.ts';
import type { Expression } from './syntax-expression.ts';
import type { Query } from './syntax-query.ts';
import type { Program } from './syntax.ts';

/** Kinds of objects whose names are suggested for a mistyped one. */
export type NameKind = 'table' | 'view' | 'routine' | 'type' | 'trigger' | 'schedule' | 'pipeline';

/** The name of an object; `schema` is empty where its kind has none. */
export interface KnownName {
  readonly schema: string;
  readonly name: string;
}

/**
 * What a module is checked against. `scope` holds the locals that come in from outside: of a session, or of a procedure whose
 * statement is compiled again at run time. In `project` mode declarations see each other in any order; in `script` mode statements
 * are checked in order. The last three read text that the catalog keeps: functions without
 * parameter types, bodies of views, defaults and checks of tables.
 * `view` may hold only what the module's words can mean; `names` then tells the names of everything that there is.
 */
export interface CheckContext {
  readonly view: CatalogView;
  readonly names?: (kind: NameKind) => readonly KnownName[];
  readonly library: Library;
  readonly scope: readonly ScopeLocal[];
  readonly mode: 'project' | 'script';
  readonly strict: boolean;
  readonly parseProgram: (text: string, name: string) => Program;
  readonly parseQuery: (text: string, name: string) => Query;
  readonly parseExpression: (text: string, name: string) => Expression;
}
