import { suggest } from '../../../../compiler/contract/suggest.ts';
import { objectNames, reportsOf, type ObjectReport, type RelationColumns } from '../../../../compiler/index.ts';
import { lineIndex, positionAt } from '../../../../compiler/source/line-index.ts';
import { followProject, LAKE_FILE, type FollowFlags } from '../../follow-project.ts';
import { UsageError } from '../../usage-error.ts';

/** What is told of the objects of a name, as text or as JSON. Errors: `UsageError` that suggests what was meant. */
export async function explainObject(name: string, flags: FollowFlags & { readonly json: boolean }): Promise<string> {
  const { followed, files } = await followProject(flags);
  const reports = reportsOf(followed, name);
  if (reports.length === 0) {
    const near = suggest(
      name,
      objectNames(followed).map((object) => object.name),
    );
    const hint = near === undefined ? '; `gobi explain` lists all codes' : `; did you mean '${near}'?`;
    throw new UsageError(`there is no procedure, function, view, trigger, schedule or pipeline '${name}'${hint}`);
  }
  const texts = new Map(files.map(({ file }) => [file.name, lineIndex(file.text)]));
  const placed = reports.map((report) => {
    const index = texts.get(report.file);
    return { ...report, line: index === undefined ? 1 : positionAt(index, report.span.start).line };
  });
  if (flags.json) {
    const objects = placed.map(({ span: _, ...report }) => report);
    return `${JSON.stringify({ objects })}\n`;
  }
  return placed.map(reportText).join('\n');
}

/** Effects tell that one of these is done, and not which. */
const MAY_DIFFER = 'it reads files, the clock or random numbers';

function reportText(report: ObjectReport & { readonly line: number }): string {
  const { effects, fires } = report;
  const place = report.file.startsWith(LAKE_FILE) ? 'kept by the lake' : `${report.file}:${report.line}`;
  const traits = [
    effects.async ? 'async: it waits' : '',
    effects.io ? 'io: it uses files or the network' : '',
    effects.ddl ? 'ddl: it changes the catalog' : '',
    effects.deterministic ? 'deterministic' : `not deterministic: ${MAY_DIFFER}`,
  ].filter((each) => each !== '');
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['reads', effects.reads.map(relationText)],
    ['writes', effects.writes.map(relationText)],
    ['raises', effects.raises],
    ['effects', traits],
    ['calls', report.calls],
    ['called by', report.calledBy],
    [
      'fires',
      fires.map(
        ({ trigger, when, runs }) => `trigger ${trigger} (${when})${runs.length === 0 ? '' : ` → ${runs.join(', ')}`}`,
      ),
    ],
  ];
  const lines = rows.flatMap(([head, texts]) =>
    texts.length === 0
      ? [`  ${head.padEnd(10)} -`]
      : texts.map((text, i) => `  ${(i === 0 ? head : '').padEnd(10)} ${text}`),
  );
  return `${report.kind} ${report.signature}\n  ${'at'.padEnd(10)} ${place}\n${lines.join('\n')}\n`;
}

/** `orders (amount, id)`; a table of which no column is used stands alone. */
function relationText({ relation, columns }: RelationColumns): string {
  return columns.length === 0 ? relation : `${relation} (${columns.join(', ')})`;
}
