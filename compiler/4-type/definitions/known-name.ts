import { suggest } from '../../diagnostics/suggest.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { CatalogChange } from '../../ir/typed-statement.ts';
import { report, type Env } from '../checker.ts';
import { lastPart } from './definition.ts';

type ObjectKind = Extract<CatalogChange, { kind: 'drop' }>['object'];

/**
 * PLG1114 for a name that no object of its kind has, where all objects are known: those of the catalog, and those that the text itself declares. What a body
 * names may come to be before it runs.
 */
export function requireKnown(env: Env, object: ObjectKind, name: Name): boolean {
  const names = env.checker.context.view.complete && env.frame.kind === 'top' ? namesOf(env, object) : null;
  const wanted = lastPart(name);
  if (names === null || names.some((each) => each.toLowerCase() === wanted.toLowerCase())) return true;
  report(env, 'PLG1114', { kind: object, name: wanted, nearest: suggest(wanted, names) }, name.span);
  return false;
}

/** `null` for kinds whose names the catalog view does not hold. */
function namesOf({ checker }: Env, object: ObjectKind): readonly string[] | null {
  const { view } = checker.context;
  const { program } = checker.bound;
  const declared = (kind: string): readonly string[] =>
    program.statements.flatMap((each) => {
      if (each.kind !== kind || !('name' in each) || each.name === undefined) return [];
      const { name } = each;
      return [name.kind === 'Identifier' ? name.text : (name.parts.at(-1)?.text ?? '')];
    });
  const stored = (
    kind: string,
    objects: readonly { readonly kind: string; readonly name: string }[],
  ): readonly string[] => objects.filter((each) => each.kind === kind).map(({ name }) => name);
  switch (object) {
    case 'procedure':
      return [...stored('procedure', view.routines), ...declared('UpsertProcedure')];
    case 'function':
      return [...stored('function', view.routines), ...declared('DefineFunction')];
    case 'trigger':
      return [...stored('trigger', view.automation), ...declared('UpsertTrigger')];
    case 'schedule':
      return [...stored('schedule', view.automation), ...declared('UpsertSchedule')];
    case 'pipeline':
      return [...stored('pipeline', view.automation), ...declared('UpsertPipeline')];
    case 'type':
      return [...view.types.map(({ name }) => name), ...declared('DefineStruct'), ...declared('DefineException')];
    case 'schema':
      return [...view.schemas, ...declared('CreateSchema')];
    default:
      return null;
  }
}
