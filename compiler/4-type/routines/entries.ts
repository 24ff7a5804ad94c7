import type { RoutineInfo } from '../../contract/catalog-view.ts';
import type { Span } from '../../contract/span.ts';
import { isOpenType, showType, type TypeSlot } from '../../contract/type.ts';
import type { Callable, RoutineSyntax } from '../../ir/bound.ts';
import type { Checker } from '../checker.ts';
import { noSites } from '../effects/sites.ts';
import { ERROR } from '../types/conversion.ts';
import { typeOf } from '../types/type-names.ts';
import type { EntryParameter, Instance, RoutineEntry } from './routine-entry.ts';

/** The routine that a call means. Its declared types are read once. */
export function entryOf(checker: Checker, callable: Exclude<Callable, { kind: 'library' }>): RoutineEntry {
  return callable.kind === 'routine'
    ? declaredEntry(checker, callable.routine)
    : storedEntry(checker, callable.routine);
}

export function declaredEntry(checker: Checker, syntax: RoutineSyntax): RoutineEntry {
  const known = checker.routines.get(syntax);
  if (known !== undefined) return known;
  const template = checker.bound.templates.get(syntax);
  const text = template?.text ?? checker.bound.file.text;
  const textIn = ({ start, end }: Span): string => text.slice(start, end);
  const kind = syntax.kind === 'DefineFunction' ? 'function' : 'procedure';
  const name = syntax.name.kind === 'Identifier' ? syntax.name.text : (syntax.name.parts.at(-1)?.text ?? '');
  const { variables } = checker;
  checker.variables = new Map();
  const receiver = syntax.receiver === undefined ? null : typeOf(checker, syntax.receiver);
  const parameters = syntax.parameters.map((node): EntryParameter => ({
    name: node.name.text,
    slot: node.type === undefined ? null : typeOf(checker, node.type),
    default: node.default ?? null,
    defaultText: node.default === undefined ? null : textIn(node.default.span),
  }));
  const { clauses } = syntax;
  const result = clauses.returns === undefined ? null : typeOf(checker, clauses.returns);
  checker.variables = variables;
  const open = [...parameters.map((p) => p.slot), ...(syntax.receiver === undefined ? [] : [receiver])].some(
    isOpenSlot,
  );
  const entry: RoutineEntry = {
    kind,
    name,
    id: template?.id ?? `${kind}:${receiver === null ? '' : `${showType(receiver.type)}.`}${name.toLowerCase()}`,
    syntax,
    stored: template ?? null,
    receiver,
    parameters,
    result,
    raises:
      clauses.raises.length === 0
        ? null
        : clauses.raises.map((each) => exceptionName(checker, each.parts.at(-1)?.text ?? '')),
    mode: clauses.modes.length === 1 ? clauses.modes[0]! : 'either',
    generic: kind === 'function' && open,
    instances: new Map(),
  };
  checker.routines.set(syntax, entry);
  return entry;
}

function exceptionName(checker: Checker, text: string): string {
  return checker.bound.exceptions.get(text.toLowerCase())?.name ?? text;
}

/** Whether a parameter is only known at the call: no type, `any`, a union, or a table with an open end. */
export function isOpenSlot(slot: TypeSlot | null): boolean {
  return slot === null || (slot.type !== ERROR && isOpenType(slot.type));
}

function storedEntry(checker: Checker, stored: RoutineInfo): RoutineEntry {
  const known = checker.stored.get(stored);
  if (known !== undefined) return known;
  const { signature } = stored;
  const parameters = signature.parameters.map(({ name, slot, defaultText }): EntryParameter => ({
    name,
    slot,
    default: null,
    defaultText,
  }));
  const entry: RoutineEntry = {
    kind: stored.kind,
    name: stored.name,
    id: stored.id,
    syntax: null,
    stored,
    receiver: signature.receiver,
    parameters,
    result: signature.result,
    raises: signature.declaredRaises,
    mode: signature.mode,
    generic: false,
    instances: new Map(),
  };
  const instance: Instance = {
    entry,
    variables: new Map(),
    id: stored.id,
    receiver: signature.receiver,
    parameters: signature.parameters.map((p) => p.slot),
    result: signature.result,
    state: 'done',
    call: null,
    awaited: false,
    sites: noSites(),
    body: null,
    signature,
  };
  entry.instances.set('', instance);
  checker.stored.set(stored, entry);
  return entry;
}
