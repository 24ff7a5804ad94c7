import { otherTypeNames, scalarTypeNames } from '../contract/type-names.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { NamedType, TypeSyntax } from '../ir/syntax-type.ts';
import { walk } from '../ir/walk.ts';
import { assertNever } from '../source/assert-never.ts';
import { report, type Binder } from './binder.ts';
import { isTypeVariable, type Scope } from './scope.ts';
import { bindTableName } from './tables.ts';

const KNOWN = new Set([...Object.keys(scalarTypeNames), ...otherTypeNames]);

/** Gives the names inside of a type their meanings. */
export function bindType(binder: Binder, scope: Scope, type: TypeSyntax): void {
  switch (type.kind) {
    case 'NamedType':
      return bindNamedType(binder, scope, type);
    case 'ListType':
      return bindType(binder, scope, type.element);
    case 'NullableType':
      return bindType(binder, scope, type.inner);
    case 'UnionType':
      return type.members.forEach((member) => bindType(binder, scope, member));
    case 'TableType':
      return type.columns.forEach((column) => bindType(binder, scope, column.type));
    case 'StructType':
      return type.fields.forEach((field) => bindType(binder, scope, field.type));
    case 'FunctionType':
      type.parameters.forEach((parameter) => bindType(binder, scope, parameter));
      return bindType(binder, scope, type.result);
    case 'LiteralType':
    case 'SecretType':
      return;
    default:
      return assertNever(type);
  }
}

function bindNamedType(binder: Binder, scope: Scope, type: NamedType): void {
  const text = type.name.parts.map((part) => part.text).join('.');
  const key = text.toLowerCase();
  if (key === 'row') {
    const [of] = type.typeArguments;
    if (of?.kind === 'NamedType') bindTableName(binder, scope, of.name);
    return;
  }
  type.typeArguments.forEach((argument) => bindType(binder, scope, argument));
  const struct = binder.structs.get(key) ?? storedStruct(binder, key);
  if (struct !== undefined) binder.meanings.set(type.name, { kind: 'struct', struct });
  else if (isTypeVariable(scope, text)) binder.meanings.set(type.name, { kind: 'type_name' });
  else if (KNOWN.has(key) || binder.exceptions.has(key)) binder.meanings.set(type.name, { kind: 'type_name' });
  else reportUnknownType(binder, type, text);
}

/** The type variables in types of parameters: single capital letters that are no type. */
export function typeVariablesIn(binder: Binder, types: readonly TypeSyntax[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const type of types)
    walk(type, (node) => {
      const [only, ...more] = node.kind === 'NamedType' ? node.name.parts : [];
      if (only === undefined || more.length > 0 || !/^[A-Z]$/.test(only.text)) return;
      const key = only.text.toLowerCase();
      if (!binder.structs.has(key) && storedStruct(binder, key) === undefined && !binder.exceptions.has(key))
        found.add(only.text);
    });
  return found;
}

/** A struct that the catalog keeps. */
export function storedStruct(binder: Binder, key: string): ReturnType<Binder['structs']['get']> {
  const info = binder.names.type(key);
  return info?.kind === 'struct' ? { kind: 'stored', name: info.name, info } : undefined;
}

function reportUnknownType(binder: Binder, type: NamedType, name: string): void {
  const structs = [...binder.structs.values()].map((s) => s.name);
  const nearest = suggest(name, [...structs, ...binder.names.typeNames(), ...KNOWN]);
  report(binder, 'PLG1103', nearest === undefined ? { name } : { name, nearest }, type.name.span);
}
