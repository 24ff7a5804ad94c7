import type { Program } from '../ir/syntax.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Token } from '../ir/tokens.ts';
import { declaredNames, mentionedWords } from './declared-names.ts';
import { components } from './graph.ts';

/**
 * The statements of a script in the order in which they run: each on its own, but for routines that call each other in a circle, which are declared by one
 * step. Declarations beside such a circle are ordered by what needs what.
 */
export function statementGroups(program: Program, tokens: readonly Token[]): readonly (readonly Statement[])[] {
  const groups: (readonly Statement[])[] = [];
  let run: Statement[] = [];
  const endRun = (): void => {
    groups.push(...groupsOfRun(run, tokens));
    run = [];
  };
  for (const statement of program.statements) {
    if (isRoutine(statement)) run.push(statement);
    else {
      endRun();
      groups.push([statement]);
    }
  }
  endRun();
  return groups;
}

function isRoutine({ kind }: Statement): boolean {
  return kind === 'DefineFunction' || kind === 'UpsertProcedure';
}

/** Groups of routine declarations that stand side by side. */
function groupsOfRun(run: readonly Statement[], tokens: readonly Token[]): readonly (readonly Statement[])[] {
  const apart = run.map((statement) => [statement]);
  if (run.length < 2) return apart;
  const owners = new Map<string, number[]>();
  run.forEach((statement, i) => {
    for (const name of declaredNames({ statements: [statement] })) owners.set(name, [...(owners.get(name) ?? []), i]);
  });
  let at = 0;
  const edges = run.map(({ span }, i) => {
    while (at < tokens.length && tokens[at]!.start < span.start) at++;
    const first = at;
    while (at < tokens.length && tokens[at]!.end <= span.end) at++;
    const words = mentionedWords(tokens.slice(first, at));
    return [...new Set([...words].flatMap((word) => owners.get(word) ?? []))].filter((owner) => owner !== i);
  });
  const circles = components(edges);
  if (circles.every((circle) => circle.length === 1)) return apart;
  return circles.map((circle) => circle.map((i) => run[i]!));
}
