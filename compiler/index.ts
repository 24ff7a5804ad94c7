/** The compiler's front door. Pure: text and facts in, modules and diagnostics out. */
export { bundleEmitted, checkParsed, emitChecked, parseFile, readLibrary, PHASES } from './pipeline.ts';
export type { Checked, Compiled, Parsed, Surroundings } from './pipeline.ts';
export { checkProject } from './project/project.ts';
export type { Project, ProjectFile } from './project/project.ts';
export { buildProject } from './project/build.ts';
export type { BuiltKeys } from './project/build.ts';
export { components } from './project/graph.ts';
export { statementGroups } from './project/statement-groups.ts';
export { sourceFile } from './source/source-file.ts';
export type { SourceFile } from './source/source-file.ts';
export { format } from './format/format.ts';
export { explain, explanationOf } from './diagnostics/explain/explain.ts';
export { kernelText } from './6-emit/kernel.ts';
export { fingerprintOf } from './7-bundle/bundle.ts';
export { dumpPlan } from './debug/dump-plan.ts';
