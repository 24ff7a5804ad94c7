import type { DefineStruct } from '../ir/syntax-definition.ts';
import type { TypedStruct } from '../ir/syntax-literal.ts';
import type { Parameter } from '../ir/syntax-routine.ts';
import { report, type Binder } from './binder.ts';
import type { Scope } from './scope.ts';
import { bindType } from './type-names.ts';

/** Registers a struct type under its name. */
export function registerStruct(binder: Binder, statement: DefineStruct | TypedStruct): void {
  const name = statement.name.parts.at(-1)?.text ?? '';
  const key = name.toLowerCase();
  if (binder.structs.has(key) && binder.context.mode === 'project')
    report(binder, 'PLG1104', { name }, statement.name.span);
  binder.structs.set(key, { kind: 'declared', name, statement });
}

/** A definition inside of an expression: registered and bound where it stands. */
export function defineStruct(binder: Binder, scope: Scope, statement: TypedStruct, fields: readonly Parameter[]): void {
  registerStruct(binder, statement);
  bindFields(binder, scope, fields);
}

/** The types of a struct's fields; a field twice is an error. */
export function bindFields(binder: Binder, scope: Scope, fields: readonly Parameter[]): void {
  const seen = new Set<string>();
  for (const { name, type } of fields) {
    const key = name.text.toLowerCase();
    if (seen.has(key)) report(binder, 'PLG1104', { name: name.text }, name.span);
    seen.add(key);
    if (type !== undefined) bindType(binder, scope, type);
  }
}
