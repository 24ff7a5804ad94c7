import { suggest } from '../../../../compiler/contract/suggest.ts';
import { lineageOf, type Followed } from '../../../../compiler/index.ts';
import { assertNever } from '../../../../compiler/source/assert-never.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { followProject } from '../../follow-project.ts';
import { UsageError } from '../../usage-error.ts';
import { layOut } from './lay-out.ts';
import type { LineageFlags } from './route.ts';
import { showEdge, type Shown } from './shown.ts';
import { lineageMermaid } from './lineage-mermaid.ts';
import { lineageSvg } from './lineage-svg.ts';
import { lineageText } from './lineage-text.ts';

/** `gobi lineage`. */
export async function lineage(flags: LineageFlags, written: string): Promise<void> {
  await attempt(
    async () => {
      if (flags.upstream && flags.downstream) throw new UsageError('--upstream and --downstream exclude each other');
      const { followed, files } = await followProject(flags);
      const { relation, column } = findColumn(followed, written);
      const found = lineageOf(followed, relation, column, flags.downstream ? 'downstream' : 'upstream');
      const texts = new Map(files.map(({ file }) => [file.name, file.text]));
      process.stdout.write(render({ lineage: found, objects: followed.objects, texts }, flags));
      return EXIT.done;
    },
    { json: flags.format === 'json' },
  );
}

function render(shown: Shown, { format }: LineageFlags): string {
  switch (format) {
    case 'text':
      return lineageText(shown);
    case 'json':
      return lineageJson(shown);
    case 'mermaid':
      return lineageMermaid(shown.lineage);
    case 'svg':
      return lineageSvg(layOut(shown.lineage));
    default:
      return assertNever(format);
  }
}

function lineageJson(shown: Shown): string {
  const { direction, nodes, edges } = shown.lineage;
  const names = new Map(nodes.map(({ origin, name }) => [origin, name]));
  return `${JSON.stringify({
    column: nodes[0]?.name,
    direction,
    columns: nodes.map(({ name, relation, column, kind, reach, depth }) => ({
      name,
      relation,
      column,
      kind,
      reach,
      depth,
    })),
    edges: edges.map((edge) => ({
      from: names.get(edge.from),
      to: names.get(edge.to),
      kind: edge.kind,
      ...showEdge(shown, edge),
    })),
  })}\n`;
}

/** The full name of the table or view, and the column. Errors: `UsageError` that suggests what was meant. */
function findColumn({ view }: Followed, written: string): { readonly relation: string; readonly column: string } {
  const parts = written.split('.');
  const column = parts.pop() ?? '';
  const name = parts.pop();
  if (name === undefined) throw new UsageError(`'${written}' names no column: write TABLE.COLUMN`);
  const schema = parts.pop() ?? view.currentSchema;
  const all = [
    ...view.tables.map((table) => ({ ...table, names: table.columns.map((each) => each.name) })),
    ...view.views.map((each) => ({ ...each, names: each.fields.map((field) => field.name) })),
  ];
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const found = all.find((each) => same(each.name, name) && same(each.schema, schema));
  if (found === undefined)
    throw new UsageError(
      `there is no table or view '${[...parts, name].join('.')}'${hint(
        suggest(
          name,
          all.map((each) => each.name),
        ),
      )}`,
    );
  if (!found.names.some((each) => same(each, column)))
    throw new UsageError(`'${found.name}' has no column '${column}'${hint(suggest(column, found.names))}`);
  return { relation: `${found.schema}.${found.name}`, column };
}

function hint(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean '${near}'?`;
}
