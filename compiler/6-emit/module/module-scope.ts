import type ts from 'typescript';
import type { CatalogChange } from '../../contract/catalog-change.ts';
import type { Field } from '../../contract/data-type.ts';
import type { CopyIn, DynamicStatement, ShowCommand } from '../../contract/manifest.ts';
import type { Span } from '../../contract/span.ts';
import type { PlannedDml, PlannedModule, PlannedQuery } from '../../ir/planned.ts';
import type { TypedDml } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import * as b from '../builder.ts';
import { data } from '../expression/data.ts';
import { typescript } from '../typescript.ts';
import type { Names } from './names.ts';

/** What the emission of one module collects: constants above the functions, and the manifest's tables, to which code refers by position. */
export interface ModuleScope {
  readonly planned: PlannedModule;
  /** Parameters get type annotations: for readers, what runs has none. */
  readonly types: boolean;
  readonly names: Names;
  /** `const … = abi.…(…)`, one for each different maker. */
  readonly constants: b.Statement[];
  /** Function names of the module's routines, by id. */
  readonly routines: ReadonlyMap<string, string>;
  /** Local names of imported functions, by id. */
  readonly imports: Map<string, string>;
  /** Routines that count the depth of calls: those that may come back to themselves. */
  readonly counted: ReadonlySet<string>;
  readonly dynamics: DynamicStatement[];
  readonly changes: CatalogChange<number>[];
  readonly shows: ShowCommand[];
  readonly copies: CopyIn[];
  readonly results: Field[];
  /** Ties a node to its place in the file. */
  at<T extends ts.Node>(node: T, span: Span): T;
  /** The name of a module constant made by `abi.<maker>(…args)`. */
  constant(hint: string, maker: string, args: readonly unknown[]): string;
  query(query: TypedQuery): PlannedQuery;
  dml(dml: TypedDml): PlannedDml;
}

export function createModuleScope(
  planned: PlannedModule,
  routines: ReadonlyMap<string, string>,
  names: Names,
  counted: ReadonlySet<string>,
  types: boolean,
): ModuleScope {
  const { file } = planned.typed;
  const source = typescript().createSourceMapSource(file.name, file.text);
  const known = new Map<string, string>();
  const constants: b.Statement[] = [];
  return {
    planned,
    types,
    names,
    constants,
    routines,
    counted,
    imports: new Map(),
    dynamics: [],
    changes: [],
    shows: [],
    copies: [],
    results: [],
    at: (node, span) => b.spanned(node, source, span),
    constant(hint, maker, args) {
      const key = `${maker} ${JSON.stringify(args, bigText)}`;
      const earlier = known.get(key);
      if (earlier !== undefined) return earlier;
      const name = names.fresh(hint);
      known.set(key, name);
      constants.push(b.constant(name, b.method('abi', maker, ...args.map(data))));
      return name;
    },
    query: (query) => found(planned.queryOf.get(query), 'query'),
    dml: (dml) => found(planned.dmlOf.get(dml), 'data change'),
  };
}

function bigText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

function found<T>(planned: T | undefined, what: string): T {
  if (planned === undefined) throw new Error(`a ${what} of the module has no plan`);
  return planned;
}

/** The name of a function of this module, or of another module's function, which is imported then. */
export function functionName(module: ModuleScope, id: string): string {
  const own = module.routines.get(id) ?? module.imports.get(id);
  if (own !== undefined) return own;
  const name = module.names.fresh(`${id.slice(id.indexOf(':') + 1).replace('.', '$')}$`);
  module.imports.set(id, name);
  return name;
}

/** A parameter, with its type where readers want it. */
export function parameter(module: ModuleScope, name: string, type: string): ts.ParameterDeclaration {
  return module.types ? b.parameter(name, type) : b.parameter(name);
}
