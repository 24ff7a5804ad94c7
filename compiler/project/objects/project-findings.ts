import type { CatalogView } from '../../contract/catalog-view.ts';
import type { Diagnostic } from '../../contract/diagnostic.ts';
import { suppress } from '../../diagnostics/suppress/suppress.ts';
import { lineIndex, positionAt } from '../../source/line-index.ts';
import type { TypedModule } from '../../ir/typed.ts';
import type { Checked, Surroundings } from '../../pipeline.ts';
import { follow, type Followed } from '../lineage/follow.ts';
import { runsOf } from './runs.ts';
import { brokenObjects } from './broken-objects.ts';
import { triggerCircles } from './trigger-circles.ts';
import { unusedObjects } from './unused-objects.ts';

/**
 * The findings of files, and what is only found when all of them are seen together: what objects do to each other, and with `unused` what nothing uses.
 * `view` gives what the files declare laid over the catalog.
 */
export function projectFindings(
  files: readonly Checked[],
  view: () => CatalogView,
  surroundings: Surroundings,
  options: { readonly unused: boolean },
): readonly Diagnostic[] {
  const own = files.flatMap(({ diagnostics }) => diagnostics);
  const modules = files.map(({ typed }) => typed);
  const together: Diagnostic[] = [];
  if (modules.some(mayBreak)) {
    const followed = follow(modules, view(), surroundings);
    together.push(...triggerCircles(followed), ...brokenObjects(modules, followed));
  } else if (triggersOver(modules)) {
    const followed = follow(modules, view(), surroundings, whatTriggersRun);
    together.push(...triggerCircles(followed));
  }
  if (options.unused) together.push(...unusedObjects(files));
  const ignored = together.filter((each) => isIgnored(each, files));
  return [
    ...own.filter((each) => each.code !== 'PLG1901' || !ignored.some((other) => isOf(each, other, files))),
    ...together.filter((each) => !ignored.includes(each)),
  ];
}

function mayBreak({ statements }: TypedModule): boolean {
  return statements.some(
    (each) => each.kind === 'Ddl' && (each.change.kind === 'drop' || each.change.kind === 'alter_table'),
  );
}

/** The ids of the triggers and of what they run, and of the views that these may read: nothing else makes a circle. */
function whatTriggersRun(objects: Followed['objects']): readonly string[] {
  return [...objects.values()].flatMap((object) =>
    object.kind === 'view' || object.kind === 'trigger' ? [object.id, ...runsOf({ objects }, object)] : [],
  );
}

/** Whether a circle of triggers may go over several files. */
function triggersOver(modules: readonly TypedModule[]): boolean {
  const isTrigger = (module: TypedModule): boolean =>
    module.statements.some(
      (each) => each.kind === 'Ddl' && each.change.kind === 'define_automation' && each.change.object === 'trigger',
    );
  return modules.length > 1 && modules.some(isTrigger);
}

function isIgnored(found: Diagnostic, files: readonly Checked[]): boolean {
  const file = files.find((each) => each.file.name === found.file);
  if (file === undefined) return false;
  return !suppress(file.file, file.lexed.comments, [found]).includes(found);
}

/** Whether a comment that seemed to ignore nothing ignores this finding: it stands in the line, or in the one before. */
function isOf(comment: Diagnostic, found: Diagnostic, files: readonly Checked[]): boolean {
  const file = files.find((each) => each.file.name === found.file);
  if (file === undefined || comment.file !== found.file || !comment.message.includes(found.code)) return false;
  const index = lineIndex(file.file.text);
  const below = positionAt(index, found.span.start).line - positionAt(index, comment.span.start).line;
  return below === 0 || below === 1;
}
