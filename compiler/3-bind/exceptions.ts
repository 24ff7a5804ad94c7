import { errorGroups, runtimeErrors } from '../contract/runtime-error-table.ts';
import type { BoundException } from '../ir/bound.ts';
import type { Identifier, Name } from '../ir/syntax-name.ts';
import { report, type Binder } from './binder.ts';

/** The exceptions that every program has, by lower-case name. */
export function builtinExceptions(): Map<string, BoundException> {
  const names = [...Object.keys(errorGroups), ...Object.keys(runtimeErrors)];
  return new Map(names.map((name) => [name.toLowerCase(), { name, origin: 'builtin' }]));
}

/** A known exception: built in, declared in this module or kept by the catalog. */
export function findException(binder: Binder, name: string): BoundException | undefined {
  const key = name.toLowerCase();
  const known = binder.exceptions.get(key);
  if (known !== undefined) return known;
  const info = binder.names.type(key);
  if (info?.kind !== 'exception') return undefined;
  const { message } = info;
  const stored: BoundException = { name: info.name, origin: 'declared', ...(message === null ? {} : { message }) };
  binder.exceptions.set(key, stored);
  return stored;
}

/** An exception named in `raises`, `throw` or `catch`; one that nothing declares is assumed, with one warning in the module. */
export function referToException(binder: Binder, name: Name | Identifier): void {
  const text = name.kind === 'Name' ? (name.parts.at(-1)?.text ?? '') : name.text;
  let exception = findException(binder, text);
  if (exception === undefined) {
    exception = { name: text, origin: 'assumed' };
    binder.exceptions.set(text.toLowerCase(), exception);
    report(binder, 'PLG1501', { exception: text }, name.span);
  }
  binder.meanings.set(name, { kind: 'exception', exception });
}
