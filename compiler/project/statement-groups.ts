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
  const declared = new Set<string>();
  const endRun = (): void => {
    groups.push(...groupsOfRun(run, tokens));
    run = [];
    declared.clear();
  };
  for (const statement of program.statements) {
    const key = routineKey(statement);
    // what is declared again replaces what was, or is refused: a step of its own
    if (key === null || declared.has(key)) endRun();
    if (key === null) groups.push([statement]);
    else {
      run.push(statement);
      declared.add(key);
    }
  }
  endRun();
  return groups;
}

/** Tells routines of a script apart; `null` for other statements. Functions may differ by their receivers alone. */
function routineKey(statement: Statement): string | null {
  if (statement.kind !== 'DefineFunction' && statement.kind !== 'UpsertProcedure') return null;
  const receiver = JSON.stringify(statement.receiver ?? null, (key, value: unknown) =>
    key === 'span' ? undefined : typeof value === 'string' ? value.toLowerCase() : value,
  );
  return `${statement.kind} ${[...declaredNames({ statements: [statement] })].join()} ${receiver}`;
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
