import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GobiError, isException } from '../../../compiler/contract/runtime-error.ts';
import type { Directive, Expected } from './read-script.ts';
import { readScript } from './read-script.ts';
import type { OpenEngine, ScriptEngine } from './script-engine.ts';
import { showRows, showTypes } from './show-rows.ts';

/** What a run found. `text` is the script with the expectations that would have held. */
export interface ScriptRun {
  readonly failures: readonly string[];
  readonly text: string;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** What one directive gave: what was wrong, and how its lines would have to read. */
interface Outcome {
  readonly failure?: string;
  readonly edits?: readonly Edit[];
}

/** Runs a script in a folder of its own; goes on after a failure, so that one run shows all of them. */
export async function runScript(script: string, openEngine: OpenEngine): Promise<ScriptRun> {
  const folder = mkdtempSync(join(tmpdir(), 'slt-'));
  const failures: string[] = [];
  const edits: Edit[] = [];
  let engine: ScriptEngine | undefined;
  try {
    for (const directive of readScript(script)) {
      if (directive.kind === 'file') {
        const path = join(folder, directive.name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, directive.text);
        continue;
      }
      if (directive.kind === 'restart') {
        await engine?.close();
        engine = undefined;
        continue;
      }
      engine ??= await openEngine(folder);
      const outcome = await runDirective(engine, directive);
      if (outcome.failure !== undefined) failures.push(`line ${directive.line}: ${outcome.failure}`);
      edits.push(...(outcome.edits ?? []));
    }
  } finally {
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { failures, text: edited(script, edits) };
}

async function runDirective(
  engine: ScriptEngine,
  directive: Exclude<Directive, { kind: 'restart' | 'file' }>,
): Promise<Outcome> {
  try {
    const result = await engine.exec(directive.sql);
    switch (directive.kind) {
      case 'ok':
        return {};
      case 'error':
        return { failure: `expected error ${directive.error}, but the statement ran` };
      case 'count':
        if (result.changed === directive.count) return {};
        return {
          failure: `expected ${directive.count} rows changed, got ${String(result.changed)}`,
          edits: [
            { from: directive.line - 1, to: directive.line, lines: [`statement count ${String(result.changed)}`] },
          ],
        };
      case 'query':
        return checkRows(directive, showTypes(result.columns), showRows(result.rows, directive.sorted));
    }
  } catch (error) {
    return checkError(directive, error);
  }
}

function checkRows(query: Extract<Directive, { kind: 'query' }>, types: string, rows: readonly string[]): Outcome {
  const expected = query.expected.lines ?? [];
  const wanted = query.sorted ? [...expected].sort() : expected;
  const sameTypes =
    types.length === query.types.length &&
    [...types].every((letter, i) => query.types[i] === '?' || query.types[i] === letter);
  const sameRows =
    query.expected.lines !== undefined && rows.length === wanted.length && rows.every((row, i) => row === wanted[i]);
  const edits: Edit[] = [];
  const problems: string[] = [];
  if (!sameTypes) {
    problems.push(`column types are ${types}, not ${query.types}`);
    const sort = query.sorted ? ' rowsort' : '';
    edits.push({ from: query.line - 1, to: query.line, lines: [`query ${types === '' ? '-' : types}${sort}`] });
  }
  if (!sameRows) {
    problems.push(`rows differ\n  expected:\n${indented(wanted)}\n  got:\n${indented(rows)}`);
    edits.push(replaced(query.expected, rows));
  }
  return problems.length === 0 ? {} : { failure: problems.join('; '), edits };
}

function checkError(directive: Exclude<Directive, { kind: 'restart' | 'file' }>, error: unknown): Outcome {
  if (!(error instanceof GobiError)) {
    return { failure: `the engine failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
  }
  const shown = `${error.code} ${error.exception}: ${error.message}`;
  if (directive.kind !== 'error') return { failure: `unexpected error ${shown}` };
  const { error: wanted, expected } = directive;
  const fits = error.code === wanted || isException(error.exception, wanted) || new RegExp(wanted, 'i').test(shown);
  if (!fits) {
    const edits = [{ from: directive.line - 1, to: directive.line, lines: [`statement error ${error.code}`] }];
    return { failure: `expected error ${wanted}, got ${shown}`, edits };
  }
  if (expected.lines === undefined || expected.lines.join('\n') === error.message) return {};
  const edits = [replaced(expected, error.message.split('\n'))];
  return { failure: `expected message\n${indented(expected.lines)}\n  got\n${indented([error.message])}`, edits };
}

function replaced(expected: Expected, lines: readonly string[]): Edit {
  return { from: expected.from, to: expected.to, lines: expected.lines === undefined ? ['----', ...lines] : lines };
}

function edited(script: string, edits: readonly Edit[]): string {
  const lines = script.split('\n');
  for (const edit of [...edits].sort((a, b) => b.from - a.from))
    lines.splice(edit.from, edit.to - edit.from, ...edit.lines);
  return lines.join('\n');
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}
