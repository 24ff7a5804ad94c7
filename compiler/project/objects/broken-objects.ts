import type { Diagnostic } from '../../contract/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CatalogChange, TypedDdl } from '../../ir/typed-statement.ts';
import type { TypedModule } from '../../ir/typed.ts';
import type { Followed } from '../lineage/follow.ts';
import type { FollowedObject } from '../lineage/followed-object.ts';
import { nameSpan } from './trigger-circles.ts';
import { uses, type UsedPart } from './object-users.ts';

/** What a statement takes away. */
interface Taken extends UsedPart {
  readonly what: string;
}

/**
 * PLG1340 for DROP and ALTER at the top of a file that take away what other code of the project uses. Code that the same file declares later was checked
 * against what there is then, and what the file makes again is not taken away.
 */
export function brokenObjects(modules: readonly TypedModule[], followed: Followed): readonly Diagnostic[] {
  return modules.flatMap((module) =>
    module.statements.flatMap((statement, at) => {
      if (statement.kind !== 'Ddl') return [];
      const taken = takenBy(statement.change);
      if (taken === null || isMadeAgain(module, at, statement.change)) return [];
      const broken = [...followed.objects.values()].filter(
        (object) => isBefore(object, module, statement) && !isDropped(module, object) && uses(followed, object, taken),
      );
      const [first] = broken;
      if (first === undefined) return [];
      const related = broken.map((object) => ({
        file: object.module.file.name,
        span: nameSpan(object),
        message: `${object.kind} \`${object.name}\` uses it`,
      }));
      const names = broken.map(({ kind, name }) => `${kind} \`${name}\``);
      return [
        diagnostic('PLG1340', { what: taken.what, broken: names }, module.file.name, statement.span, { related }),
      ];
    }),
  );
}

function takenBy(change: CatalogChange): Taken | null {
  const none = { relation: null, column: null, routine: null };
  if (change.kind === 'drop') {
    const what = `${change.object} \`${change.name}\``;
    const { object } = change;
    if (object === 'table' || object === 'view')
      return { ...none, what, relation: `${change.schema}.${change.name}`.toLowerCase() };
    if (object === 'procedure' || object === 'function')
      return { ...none, what, routine: `${object}:${change.name}`.toLowerCase() };
    return null;
  }
  if (change.kind !== 'alter_table') return null;
  const relation = `${change.schema}.${change.table}`.toLowerCase();
  const { action } = change;
  if (action.kind === 'rename_table') return { ...none, what: `table \`${change.table}\``, relation };
  if (action.kind !== 'drop_column' && action.kind !== 'rename_column') return null;
  return { ...none, what: `column \`${change.table}.${action.name}\``, relation, column: action.name.toLowerCase() };
}

function isMadeAgain({ statements }: TypedModule, at: number, change: CatalogChange): boolean {
  const name = change.kind === 'drop' ? change.name : change.kind === 'alter_table' ? change.table : '';
  return statements.slice(at + 1).some((later) => {
    if (later.kind !== 'Ddl') return false;
    const made = later.change;
    switch (made.kind) {
      case 'create_table':
      case 'create_view':
        return made.name.toLowerCase() === name.toLowerCase();
      case 'define_routine':
        return made.routine.toLowerCase().endsWith(`:${name.toLowerCase()}`);
      case 'alter_table':
        return madeByAlter(made, change);
      default:
        return false;
    }
  });
}

/** A column or table that a later statement adds, or gives the old name to. */
function madeByAlter(made: Extract<CatalogChange, { kind: 'alter_table' }>, change: CatalogChange): boolean {
  if (change.kind !== 'alter_table' || !('name' in change.action)) return false;
  const { name } = change.action;
  const { action } = made;
  const added = action.kind === 'add_column' ? action.column.name : action.kind === 'rename_column' ? action.to : '';
  return made.table.toLowerCase() === change.table.toLowerCase() && added.toLowerCase() === name.toLowerCase();
}

function isBefore(object: FollowedObject, module: TypedModule, { span }: TypedDdl): boolean {
  if (object.kind === 'script') return false;
  return object.module.file.name !== module.file.name || object.span.end <= span.start;
}

function isDropped({ statements }: TypedModule, { kind, name }: FollowedObject): boolean {
  return statements.some(
    (each) =>
      each.kind === 'Ddl' &&
      each.change.kind === 'drop' &&
      each.change.object === kind &&
      each.change.name.toLowerCase() === name.toLowerCase(),
  );
}
