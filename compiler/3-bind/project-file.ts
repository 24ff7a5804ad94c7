import type { Program } from '../ir/syntax.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import { report, type Binder } from './binder.ts';

const DECLARATIONS = new Set<Statement['kind']>([
  'CreateTable',
  'CreateView',
  'CreateIndex',
  'CreateSchema',
  'CreateRole',
  'CreateSecret',
  'DefineSecret',
  'DefineException',
  'DefineStruct',
  'DefineFunction',
  'UpsertProcedure',
  'UpsertTrigger',
  'UpsertSchedule',
  'UpsertPipeline',
  'Audit',
  'Test',
  'CommentOn',
  'Grant',
  'ErrorStatement',
]);

const SPELLING: Partial<Record<Statement['kind'], string>> = {
  AlterTable: 'alter',
  QueryStatement: 'select',
  ExpressionStatement: 'expression',
  CallStatement: 'call',
  UpsertInto: 'upsert into',
  ScriptParameters: 'parameters',
};

/** A project file holds declarations alone; anything else belongs into a script. */
export function checkDeclarationsOnly(binder: Binder, program: Program): void {
  for (const statement of program.statements) {
    if (DECLARATIONS.has(statement.kind)) continue;
    report(
      binder,
      'PLG1011',
      { statement: SPELLING[statement.kind] ?? statement.kind.toLowerCase() },
      firstWord(binder, statement),
    );
  }
}

function firstWord(binder: Binder, { span }: Statement): { start: number; end: number } {
  const word = /^\w+/.exec(binder.file.text.slice(span.start, span.end))?.[0] ?? ' ';
  return { start: span.start, end: span.start + word.length };
}
