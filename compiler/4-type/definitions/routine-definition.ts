import type { RoutineSyntax } from '../../ir/bound.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import type { UpsertProcedure } from '../../ir/syntax-routine.ts';
import { optionsAsWritten } from '../automation/option-values.ts';
import { report, textOf, type Env } from '../checker.ts';
import { checkProcedureOptions } from '../automation/procedure-options.ts';
import { lastPart } from './definition.ts';
import { declaredEntry } from '../routines/entries.ts';
import { instanceOf } from '../routines/instances.ts';
import { requireOwner } from '../rights/require-right.ts';
import { checkRoutine } from '../routines/check-routine.ts';

/** A procedure without a body gives other options to the one that is there; the rest of its declaration stays. */
function changeOptions(env: Env, node: UpsertProcedure, name: string): readonly TypedStatement[] {
  const { context } = env.checker;
  const known = context.view.routines.find(
    (r) => r.kind === 'procedure' && r.name.toLowerCase() === name.toLowerCase(),
  );
  // one that this file declares is there when the statement runs
  const declared = env.checker.bound.routines.some(
    (other) =>
      other !== node &&
      other.kind === 'UpsertProcedure' &&
      other.body !== undefined &&
      lastPart(other.name).toLowerCase() === name.toLowerCase(),
  );
  if (known === undefined && declared) return [];
  if (known === undefined) {
    report(env, 'PLG1414', { procedure: name }, node.name.span);
    return [];
  }
  const [stored] = context.parseProgram(known.text, name).statements;
  if (node.options === undefined || stored?.kind !== 'UpsertProcedure') return [];
  const given = textOf(env, node.options);
  const at = stored.options?.span ?? { start: stored.name.span.end, end: stored.name.span.end };
  const before = known.text.slice(0, at.start);
  const text = `${before}${stored.options === undefined ? ` ${given}` : given}${known.text.slice(at.end)}`;
  const options = optionsAsWritten(env.checker, node.options);
  return [{ kind: 'Ddl', change: { kind: 'set_options', routine: known.id, options, text }, span: node.span }];
}

/** The declaration of a routine: its body is checked, and the catalog keeps it. */
export function declareRoutine(env: Env, node: RoutineSyntax): readonly TypedStatement[] {
  const entry = declaredEntry(env.checker, node);
  requireOwner(env, `define a ${entry.kind}`, node.name.span);
  if (node.kind === 'UpsertProcedure') {
    checkProcedureOptions(env, node, entry);
    if (node.body === undefined) return changeOptions(env, node, entry.name);
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
