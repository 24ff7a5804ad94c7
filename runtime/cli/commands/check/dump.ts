import { dumpBound } from '../../../../compiler/debug/dump-bound.ts';
import { dumpPlan } from '../../../../compiler/debug/dump-plan.ts';
import { dumpSyntax } from '../../../../compiler/debug/dump-syntax.ts';
import { dumpTokens } from '../../../../compiler/debug/dump-tokens.ts';
import { dumpTyped } from '../../../../compiler/debug/dump-typed.ts';
import { emitChecked, type Checked } from '../../../../compiler/index.ts';
import { suggest } from '../../../../compiler/contract/suggest.ts';
import { UsageError } from '../../usage-error.ts';

/** The stages that can be shown, in order, and the printers that the goldens use too. */
const STAGES: ReadonlyMap<string, (checked: Checked) => string> = new Map(
  Object.entries<(checked: Checked) => string>({
    tokens: ({ file, lexed }) => dumpTokens(file.text, lexed.tokens),
    syntax: ({ program }) => dumpSyntax(program),
    bound: ({ bound }) => dumpBound(bound),
    typed: ({ typed }) => dumpTyped(typed),
    plan: (checked) =>
      emitChecked(checked)
        .planned.queries.map(({ plan }, i) => `query ${i}\n${dumpPlan(plan)}\n`)
        .join('\n'),
    ts: (checked) => emitChecked(checked).emitted.typescript(),
  }),
);

/** The asked stages of a file as text. Errors: `UsageError` for a stage that does not exist. Plans and TypeScript need a file without errors. */
export function dumpStages(checked: Checked, wanted: string): string {
  const failed = checked.diagnostics.some((d) => d.severity === 'error');
  return wanted
    .split(',')
    .map((name) => {
      const stage = STAGES.get(name);
      if (stage === undefined) {
        const near = suggest(name, [...STAGES.keys()]);
        throw new UsageError(
          `there is no stage '${name}'; ${near === undefined ? `there are ${[...STAGES.keys()].join(', ')}` : `did you mean ${near}?`}`,
        );
      }
      if (failed && (name === 'plan' || name === 'ts'))
        return `-- ${name} of ${checked.file.name}: none, since it has errors\n`;
      return `-- ${name} of ${checked.file.name}\n${stage(checked).trimEnd()}\n\n`;
    })
    .join('');
}
