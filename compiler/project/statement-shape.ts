import type { ScopeLocal } from '../contract/catalog-view.ts';
import { NULL, type Field } from '../contract/data-type.ts';
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { StatementShape } from '../contract/statement-shape.ts';
import { isDataType, type Type } from '../contract/type.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { TypedStatement } from '../ir/typed-statement.ts';
import { walk } from '../ir/walk.ts';
import type { Syntax } from '../ir/syntax.ts';
import { resultKey } from './result-key.ts';
import { checkParsed, inferOpen, type Parsed, type Surroundings } from '../pipeline.ts';

/** What was found of a statement: its shape, where it checks. `reason` tells why a statement that checks has none. */
export interface ShapedStatement {
  readonly shape: StatementShape | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly reason?: string;
}

/** The types that a single statement's parameters must have and the columns that it gives, both by its text. A parameter whose place leaves its type open: PLG1702. */
export function statementShape(parsed: Parsed, surroundings: Surroundings): ShapedStatement {
  const places = parametersOf(parsed);
  const others = (surroundings.scope ?? []).filter(({ name }) => !name.startsWith('$'));
  const local = (field: Field): ScopeLocal => ({ ...field, name: `$${field.name}`, refersTo: null });
  const unknown = [...places.keys()].map((name) => local({ name, type: NULL, nullable: true }));
  const scope = [...others, ...unknown];
  const found = inferOpen(parsed, { ...surroundings, scope }, new Set(unknown.map(({ name }) => name)));
  const parameters: Field[] = [];
  const untyped: Diagnostic[] = [];
  for (const [name, span] of places) {
    const type = found.get(`$${name}`)!;
    if (type.kind === 'one' && isDataType(type.slot.type))
      parameters.push({ name, type: type.slot.type, nullable: true });
    else {
      const candidates = type.kind === 'several' ? { candidates: type.types } : {};
      untyped.push(
        diagnostic('PLG1702', { name: `$${name}`, ...candidates, isParameter: true }, parsed.file.name, span),
      );
    }
  }
  if (untyped.length > 0) {
    // what is wrong whatever their types are is told first
    const { diagnostics } = checkParsed(parsed, { ...surroundings, scope });
    return { shape: null, diagnostics: diagnostics.some(isError) ? diagnostics : untyped };
  }
  const nullable = checked(parsed, surroundings, [...others, ...parameters.map(local)], parameters);
  if (!nullable.diagnostics.some(isError)) return nullable;
  const given = parameters.map((field) => ({ ...field, nullable: false }));
  return checked(parsed, surroundings, [...others, ...given.map(local)], given);
}

function checked(
  parsed: Parsed,
  surroundings: Surroundings,
  scope: readonly ScopeLocal[],
  parameters: readonly Field[],
): ShapedStatement {
  const { typed, diagnostics } = checkParsed(parsed, { ...surroundings, scope });
  if (diagnostics.some(isError)) return { shape: null, diagnostics };
  const [statement, ...more] = typed.statements;
  if (statement === undefined || more.length > 0 || statement.kind !== 'ExpressionStatement')
    return { shape: null, diagnostics, reason: 'it is no single query, data change or call' };
  const result = resultOf(statement);
  if (result === undefined) return { shape: null, diagnostics, reason: 'its columns are known only when it runs' };
  const key = statement.value.kind === 'QueryValue' ? resultKey(statement.value.query, typed) : null;
  return { shape: { parameters, result, ...(key === null ? {} : { key }) }, diagnostics };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** The columns of a statement's value; `undefined` where they are not known. */
function resultOf({
  value,
}: Extract<TypedStatement, { kind: 'ExpressionStatement' }>): readonly Field[] | null | undefined {
  const { type, nullable } = value.slot;
  if (value.kind === 'Dynamic') return undefined;
  if (type.kind === 'table') {
    if (type.open !== null) return undefined;
    const fields = type.columns.map((column): Field | null => {
      const plain = dataType(column.type);
      return plain === null ? null : { name: column.name, type: plain, nullable: column.nullable };
    });
    return fields.every((field) => field !== null) ? fields : undefined;
  }
  if (
    type.kind === 'void' ||
    value.kind === 'Insert' ||
    value.kind === 'Update' ||
    value.kind === 'Delete' ||
    value.kind === 'Merge'
  )
    return null;
  const plain = dataType(type);
  return plain === null ? undefined : [{ name: 'value', type: plain, nullable }];
}

function dataType(type: Type): Field['type'] | null {
  if (isDataType(type)) return type;
  return type.kind === 'never' ? NULL : null;
}

/** The parameters of a text, each with the place of its first use. */
function parametersOf({ program }: Parsed): ReadonlyMap<string, Diagnostic['span']> {
  const places = new Map<string, Diagnostic['span']>();
  for (const statement of program.statements)
    walk(statement as Syntax, (node) => {
      if (node.kind !== 'BindParameter') return;
      const name = String(node.position ?? node.name);
      if (!places.has(name)) places.set(name, node.span);
    });
  return places;
}
