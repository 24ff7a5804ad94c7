import type { Effects, Signature } from '../../contract/signature.ts';
import type { Span } from '../../contract/span.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import type { TypedModule } from '../../ir/typed.ts';

export type ObjectKind = 'procedure' | 'function' | 'view' | 'trigger' | 'schedule' | 'pipeline' | 'script';

/** Something with code, as it is followed. `id` is a routine's, else `kind:name`; of statements at the top of a file `script:file`. */
export interface FollowedObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly name: string;
  readonly module: TypedModule;
  readonly span: Span;
  readonly signature: Signature | null;
  readonly effects: Effects | null;
  readonly parameters: readonly TypedLocal[];
  readonly code:
    | { readonly kind: 'statements'; readonly statements: readonly TypedStatement[] }
    | {
        readonly kind: 'query';
        readonly relation: string;
        readonly fields: readonly string[];
        readonly query: TypedQuery;
      };
  /** Of a trigger, schedule or pipeline. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The objects of a module. A trigger, schedule or pipeline is one even without code of its own. */
export function objectsOf(module: TypedModule): readonly FollowedObject[] {
  const routines = module.routines.map((routine): FollowedObject => ({
    ...{ id: routine.id, kind: routine.kind, name: routine.name, module, span: routine.span },
    ...{ signature: routine.signature, effects: routine.signature.effects, options: routine.options },
    parameters: [...(routine.self === null ? [] : [routine.self]), ...routine.parameters],
    code: { kind: 'statements', statements: routine.body.statements },
  }));
  const views = (module.views ?? []).map((view): FollowedObject => ({
    ...{ id: `view:${view.schema}.${view.name}`.toLowerCase(), kind: 'view', name: view.name, module, span: view.span },
    ...{ signature: null, effects: view.effects, options: {}, parameters: [] },
    code: {
      kind: 'query',
      relation: `${view.schema}.${view.name}`,
      fields: view.fields.map((field) => field.name),
      query: view.query,
    },
  }));
  const automation = module.statements.flatMap((statement): readonly FollowedObject[] => {
    if (statement.kind !== 'Ddl' || statement.change.kind !== 'define_automation') return [];
    const { object, name, options } = statement.change;
    const own = module.bodies?.find((body) => body.object === object && body.name === name);
    return [
      {
        ...{ id: `${object}:${name}`.toLowerCase(), kind: object, name, module, span: statement.span, options },
        ...{ signature: null, effects: own?.effects ?? null, parameters: own?.locals.filter(isParameter) ?? [] },
        code: { kind: 'statements', statements: own?.body.statements ?? [] },
      },
    ];
  });
  const script: FollowedObject = {
    ...{ id: `script:${module.file.name}`, kind: 'script', name: module.file.name, module },
    ...{ span: { start: 0, end: 0 }, signature: null, effects: null, parameters: [], options: {} },
    code: { kind: 'statements', statements: module.statements },
  };
  return [...routines, ...views, ...automation, ...(module.statements.length === 0 ? [] : [script])];
}

function isParameter({ role }: TypedLocal): boolean {
  return role === 'parameter';
}
