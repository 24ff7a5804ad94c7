import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import { randomFrom } from '../parsing/random.ts';
import { edited, editsOf, type Edit } from './edits.ts';
import { findingsOf, isCheckable, runErrorOf, type RunError } from './outcome.ts';
import { subjects, type Subject } from './subjects.ts';

/** A mutant whose run ends in an error. */
export interface Mutant {
  readonly subject: string;
  /** The kind of the edit, the line that it changed, and that line now. */
  readonly edit: string;
  readonly before: string;
  readonly after: string;
  readonly error: RunError;
  /** By what the check finds it: an error, a warning that the original has not, or not at all. */
  readonly found: 'error' | 'warning' | null;
}

export interface MutationResult {
  /** Mutants that were run. */
  readonly run: number;
  /** Those whose run ended in an error of names, types, arguments or NULL. */
  readonly failed: readonly Mutant[];
}

interface Ready extends Subject {
  readonly edits: readonly { readonly source: number; readonly edit: Edit }[];
  readonly warnings: readonly Diagnostic[];
}

/** Runs random single mutations of the programs that check and run well. The same seed gives the same mutants. */
export function mutate(count: number, seed: number): MutationResult {
  const random = randomFrom(seed);
  const ready = subjects().flatMap(readied);
  const done = new Set<string>();
  const failed: Mutant[] = [];
  for (let tries = 0; done.size < count && tries < count * 20; tries++) {
    const subject = random.pick(ready);
    const { source, edit } = random.pick(subject.edits);
    const id = `${subject.name} ${source} ${edit.span.start} ${edit.span.end} ${edit.text}`;
    if (done.has(id)) continue;
    done.add(id);
    const mutant = mutantOf(subject, source, edit);
    if (mutant !== null) failed.push(mutant);
  }
  return { run: done.size, failed };
}

/** A program that checks without errors and runs without one, with its mutations. */
function readied(subject: Subject): readonly Ready[] {
  const { golden } = subject;
  const warnings = findingsOf(golden);
  if (warnings.some(({ severity }) => severity === 'error') || runErrorOf(golden) !== undefined) return [];
  const tables = tablesOf([golden.data ?? '', ...golden.sources.map(({ text }) => text)].join('\n'));
  const edits = golden.sources.flatMap(({ text }, source) => editsOf(text, tables).map((edit) => ({ source, edit })));
  return edits.length === 0 ? [] : [{ ...subject, edits, warnings }];
}

function tablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/create table (?:if not exists )?(\w+)/gi)].map((match) => match[1]!))];
}

function mutantOf({ name, golden, warnings }: Ready, source: number, edit: Edit): Mutant | null {
  const original = golden.sources[source]!.text;
  const text = edited(original, edit);
  const sources = golden.sources.map((each, i) => (i === source ? { ...each, text } : each));
  const mutant = { ...golden, sources };
  const error = runErrorOf(mutant);
  if (error === undefined || !isCheckable(error)) return null;
  const findings = findingsOf(mutant);
  const found = findings.some(({ severity }) => severity === 'error')
    ? 'error'
    : findings.some(({ code }) => countOf(findings, code) > countOf(warnings, code))
      ? 'warning'
      : null;
  return {
    subject: name,
    edit: edit.kind,
    before: lineAt(original, edit.span.start),
    after: lineAt(text, edit.span.start),
    error,
    found,
  };
}

function countOf(findings: readonly Diagnostic[], code: string): number {
  return findings.filter((each) => each.code === code).length;
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end).trim();
}
