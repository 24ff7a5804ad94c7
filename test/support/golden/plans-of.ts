import { plan } from '../../../compiler/5-plan/plan.ts';
import { parts } from '../../../compiler/5-plan/typed-parts.ts';
import type { ScopeLocal } from '../../../compiler/contract/catalog-view.ts';
import { STRING } from '../../../compiler/contract/data-type.ts';
import type { DynamicLocal, DynamicStatement } from '../../../compiler/contract/manifest.ts';
import type { Plan } from '../../../compiler/contract/plan.ts';
import { dumpPlan } from '../../../compiler/debug/dump-plan.ts';
import { checkParsed, emitChecked, parseFile, sourceFile } from '../../../compiler/index.ts';
import type { Checked } from '../../../compiler/index.ts';
import type { TypedModule } from '../../../compiler/ir/typed.ts';
import { checkGolden, surroundingsOf } from './check-golden.ts';
import type { Golden } from './golden-file.ts';

type Rewrite = (plan: Plan) => Plan;

/** What a statement gives where it is planned by itself: its text, and the fields of its rows. */
interface OwnPlans {
  readonly text: string;
  readonly fields: Plan['fields'];
}

/**
 * Every query and data change of each source, in the order of their numbers, which emitted code uses; then the queries of its views, and the statements whose tables
 * are named at run time. `names = parameter: table, …` in META says what such names are; without it these statements tell what they wait for.
 */
export function plansOf(golden: Golden, rewrite: Rewrite): readonly (readonly [name: string, text: string])[] {
  return checkGolden(golden).map((checked) => {
    const views = emitChecked(checked).emitted.manifest.changes.filter((change) => change.kind === 'create_view');
    const written = [
      ...plansIn(checked, rewrite),
      ...views.map(
        ({ schema, name, text }) => `view ${schema}.${name}\n${indented(planned(golden, text, [], rewrite).text)}`,
      ),
      ...dynamicPlans(golden, checked, rewrite),
    ];
    return [checked.file.name, written.length === 0 ? 'no plans\n' : `${written.join('\n')}\n`];
  });
}

function plansIn({ typed }: Checked, rewrite: Rewrite): readonly string[] {
  const { queries, dmls } = plan(typed, rewrite);
  return [
    ...queries.map((query, i) => `query ${i}\n${indented(dumpPlan(query.plan))}`),
    ...dmls.map(({ dml }, i) => `${dml.kind} ${i} of ${dml.name}\n${indented(dumpPlan(dml.query))}`),
  ];
}

/** The plans of a text that is stored, or that is compiled when its tables are known. */
function planned(golden: Golden, text: string, scope: readonly ScopeLocal[], rewrite: Rewrite): OwnPlans {
  const checked = checkParsed(parseFile(sourceFile('text.plg', text)), {
    ...surroundingsOf(golden),
    scope,
    mode: 'script',
  });
  const [error] = checked.diagnostics.filter((each) => each.severity === 'error');
  if (error !== undefined) return { text: `${error.code} ${error.message}`, fields: [] };
  const own = [...plansIn(checked, rewrite), ...emitChecked(checked).emitted.manifest.dynamics.map(waiting)];
  return { text: own.join('\n'), fields: plan(checked.typed, rewrite).queries[0]?.plan.plan.fields ?? [] };
}

function dynamicPlans(golden: Golden, checked: Checked, rewrite: Rewrite): readonly string[] {
  const { dynamics } = emitChecked(checked).emitted.manifest;
  const names = namesOf(golden);
  if (names.size === 0) return dynamics.map((each, i) => `dynamic ${i}\n${indented(waiting(each))}`);
  const lets = letsOf(checked.typed);
  const known = new Map<string, Plan['fields']>();
  return dynamics.map((each, i) => {
    const scope = each.locals.flatMap((local) => scopeLocal(local, names, known));
    const { text, fields } = planned(golden, each.text, scope, rewrite);
    const receiver = lets.get(each.offset);
    if (receiver !== undefined) known.set(receiver, fields);
    return `dynamic ${i}\n${indented(text)}`;
  });
}

function waiting({ locals }: DynamicStatement): string {
  const tables = locals.filter((local) => local.table).map((local) => local.name);
  return tables.length === 0 ? 'planned when its tables are there' : `planned when it runs, over ${tables.join(', ')}`;
}

function scopeLocal(
  { name, slot }: DynamicLocal,
  names: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Plan['fields']>,
): readonly ScopeLocal[] {
  const table = names.get(name);
  if (table !== undefined) return [{ name, type: STRING, nullable: false, refersTo: { kind: 'table', name: table } }];
  const fields = known.get(name);
  if (fields === undefined) return [];
  const one = slot?.type.kind === 'table' && slot.type.cardinality !== 'many';
  return [{ name, type: { kind: 'table', fields, one }, nullable: false, refersTo: null }];
}

/** The lets that take the rows of a dynamic statement, by the statement's place. */
function letsOf(typed: TypedModule): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const visit = (node: object): void => {
    const { kind, value, local } = node as { kind?: string; value?: object; local?: { name: string } };
    const inside = value as { kind?: string; sourceSpan?: { start: number } } | undefined;
    if (kind === 'Let' && inside?.kind === 'Dynamic') found.set(inside.sourceSpan!.start, local!.name);
    parts(node).forEach(visit);
  };
  for (const routine of typed.routines) visit(routine.body);
  typed.statements.forEach(visit);
  return found;
}

function namesOf(golden: Golden): ReadonlyMap<string, string> {
  const pairs = (golden.meta.get('names') ?? '').split(',').filter((each) => each.trim() !== '');
  return new Map(pairs.map((each) => each.split(':').map((part) => part.trim()) as [string, string]));
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
