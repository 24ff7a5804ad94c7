import type { Program } from '../ir/syntax.ts';
import { report, type Binder } from './binder.ts';
import { defineRelation, registerException } from './definitions.ts';
import { registerRoutine, reportFunctionsMadeTwice } from './routines.ts';
import { registerStruct } from './structs.ts';

/**
 * Makes the declarations of a file known before its bodies are read. Routines and exceptions always; types, tables and views in project files,
 * where order does not count.
 */
export function hoistDeclarations(binder: Binder, program: Program): void {
  const project = binder.context.mode === 'project';
  if (!project) reportFunctionsMadeTwice(binder, program.statements);
  const relations = new Set<string>();
  for (const statement of program.statements) {
    switch (statement.kind) {
      case 'DefineFunction':
      case 'UpsertProcedure':
        registerRoutine(binder, statement);
        break;
      case 'DefineException':
        registerException(binder, statement);
        break;
      case 'DefineStruct':
        if (project) registerStruct(binder, statement);
        break;
      case 'CreateTable':
      case 'CreateView': {
        if (!project) break;
        const name = statement.name.parts.map((part) => part.text.toLowerCase()).join('.');
        if (relations.has(name) && !statement.orReplace)
          report(binder, 'PLG1104', { name: statement.name.parts.at(-1)?.text ?? '' }, statement.name.span);
        relations.add(name);
        defineRelation(binder, null, statement);
        break;
      }
      default:
        break;
    }
  }
}
