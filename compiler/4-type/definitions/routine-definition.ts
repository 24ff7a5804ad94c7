import type { RoutineSyntax } from '../../ir/bound.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { report, type Env } from '../checker.ts';
import { checkProcedureOptions } from '../automation/procedure-options.ts';
import { declaredEntry } from '../routines/entries.ts';
import { instanceOf } from '../routines/instances.ts';
import { checkRoutine } from '../routines/check-routine.ts';

/** The declaration of a routine: its body is checked, and the catalog keeps it. */
export function declareRoutine(env: Env, node: RoutineSyntax): readonly TypedStatement[] {
  const entry = declaredEntry(env.checker, node);
  if (node.kind === 'UpsertProcedure') {
    checkProcedureOptions(env, node, entry);
    if (node.body === undefined) {
      const exists = env.checker.context.view.routines.some(
        (r) => r.kind === 'procedure' && r.name.toLowerCase() === entry.name.toLowerCase(),
      );
      if (!exists) report(env, 'PLG1414', { procedure: entry.name }, node.name.span);
    }
  }
  if (!entry.generic)
    checkRoutine(
      env.checker,
      instanceOf(
        env.checker,
        entry,
        entry.receiver,
        entry.parameters.map((p) => p.slot ?? { type: { kind: 'dynamic' }, nullable: true }),
      ),
    );
  const replace = node.kind === 'UpsertProcedure' || node.orReplace;
  return [{ kind: 'Ddl', change: { kind: 'define_routine', routine: entry.id, replace }, span: node.span }];
}
