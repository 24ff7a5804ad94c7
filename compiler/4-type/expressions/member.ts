import { INT, STRING } from '../../contract/data-type.ts';
import { isDataType, showType, type Type } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Index, Member, Slice } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { constrain } from '../inference/inference.ts';
import { findColumn, findQualified, unknownSource } from '../queries/columns.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { failed } from './build.ts';
import { asCell, cellOf } from './cell.ts';
import { check } from './expression.ts';
import { narrowed } from './reference.ts';

/** `a.b`: a column of a source, a struct's field, a JSON member, a cell of a one-row table. */
export function checkMember(env: Env, node: Member): TypedExpression {
  const qualified = qualifiedColumn(env, node);
  if (qualified !== undefined) return narrowed(env, qualified);
  const object = check(env, node.object, null);
  return member(env, object, node.property.text, node);
}

/** `t.c`, `schema.t.c`: 12.3 looks for a source of that name first, unless the name is surely a local's. */
function qualifiedColumn(env: Env, { object, property }: Member): TypedExpression | undefined {
  if (env.query === null) return undefined;
  if (
    object.kind === 'Member' &&
    object.object.kind === 'Identifier' &&
    meaningOf(env, object.object)?.kind !== 'local'
  )
    return findQualified(env, object.property.text, property);
  if (object.kind !== 'Identifier' || meaningOf(env, object)?.kind === 'local') return undefined;
  const source = findQualified(env, object.text, property);
  if (source !== undefined) return source;
  const meaning = meaningOf(env, object);
  const isLocal =
    meaning?.kind === 'column' && (meaning.local !== null || env.rows?.has(object.text.toLowerCase()) === true);
  if (isLocal || findColumnQuietly(env, object)) return undefined;
  report(env, 'PLG1321', unknownSource(env, object.text), object.span);
  return failed(property.span);
}

function findColumnQuietly(env: Env, name: Extract<Member['object'], { kind: 'Identifier' }>): boolean {
  env.checker.silent++;
  const found = findColumn(env, name).kind !== 'none';
  env.checker.silent--;
  return found;
}

function member(env: Env, object: TypedExpression, name: string, node: Member): TypedExpression {
  const { type, nullable } = object.slot;
  switch (type.kind) {
    case 'struct': {
      const field = type.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
      if (field === undefined) {
        report(
          env,
          'PLG1207',
          {
            field: name,
            struct: showType(type),
            nearest: suggest(
              name,
              type.fields.map((f) => f.name),
            ),
          },
          node.property.span,
        );
        return failed(node.span);
      }
      return narrowed(env, {
        kind: 'Field',
        value: object,
        name: field.name,
        span: node.span,
        slot: { type: field.type, nullable: field.nullable || nullable },
      });
    }
    case 'json':
      return { kind: 'Field', value: object, name, span: node.span, slot: { type, nullable: true } };
    case 'table': {
      const column = type.columns.findIndex((c) => c.name.toLowerCase() === name.toLowerCase());
      if (column >= 0 || type.open === 'dynamic')
        return narrowed(env, { ...cellOf(env, object, column, name, true), span: node.span });
      report(
        env,
        'PLG1302',
        {
          table: object.kind === 'Local' ? object.local.name : 'the query',
          column: name,
          nearest: suggest(
            name,
            type.columns.map((c) => c.name),
          ),
        },
        node.property.span,
      );
      return failed(node.span);
    }
    case 'dynamic':
      return {
        kind: 'Field',
        value: object,
        name,
        span: node.span,
        slot: { type: { kind: 'dynamic' }, nullable: true },
      };
    case 'variable':
      return failed(node.span);
    default:
      if (type !== ERROR)
        report(env, 'PLG1215', { type: showType(type), access: `field \`${name}\`` }, node.property.span);
      return failed(node.span);
  }
}

/** `xs[0]`, `j['k']`, a map's value for a key. */
export function checkIndex(env: Env, node: Index): TypedExpression {
  const object = check(env, node.object, null);
  const index = asCell(env, check(env, node.index, null));
  const { type, nullable } = object.slot;
  if (type === ERROR || index.slot.type === ERROR) return failed(node.span);
  switch (type.kind) {
    case 'list':
      return {
        kind: 'Index',
        value: object,
        index: coerce(env, index, { type: INT, nullable: false }),
        span: node.span,
        slot: { type: type.element, nullable: type.elementNullable || nullable },
      };
    case 'map':
      return {
        kind: 'Index',
        value: object,
        index: coerce(env, index, { type: type.key, nullable: false }),
        span: node.span,
        slot: { type: type.value, nullable: true },
      };
    case 'json':
      return jsonElement(env, object, index, node.span);
    case 'dynamic':
      return {
        kind: 'Index',
        value: object,
        index,
        span: node.span,
        slot: { type: { kind: 'dynamic' }, nullable: true },
      };
    case 'struct':
      if (index.kind === 'Literal' && typeof index.value === 'string')
        return fieldByName(env, object, type, index.value, node);
      break;
    case 'table':
      return {
        kind: 'Index',
        value: asList(object, type),
        index: coerce(env, index, { type: INT, nullable: false }),
        span: node.span,
        slot: elementSlot(asList(object, type).slot.type),
      };
    case 'variable':
      return constrain(env, object, { type: { kind: 'any' }, nullable: true }, 'weak');
    default:
      break;
  }
  report(env, 'PLG1215', { type: showType(type), access: 'elements' }, node.span);
  return failed(node.span);
}

/** A JSON member by name or element by place; NULL where there is none. */
export function jsonElement(
  env: Env,
  value: TypedExpression,
  index: TypedExpression,
  span: Index['span'],
): TypedExpression {
  const { type } = index.slot;
  if (type.kind === 'string' || type.kind === 'int' || type.kind === 'dynamic')
    return { kind: 'Index', value, index, span, slot: { type: { kind: 'json' }, nullable: true } };
  if (type !== ERROR)
    report(
      env,
      'PLG1227',
      { what: 'the index of json', found: showType(type), expected: 'a string or an int' },
      index.span,
    );
  return failed(span);
}

function elementSlot(list: Type): { readonly type: Type; readonly nullable: boolean } {
  return list.kind === 'list'
    ? { type: list.element, nullable: list.elementNullable }
    : { type: { kind: 'dynamic' }, nullable: true };
}

function fieldByName(
  env: Env,
  object: TypedExpression,
  type: Extract<Type, { kind: 'struct' }>,
  name: string,
  node: Index,
): TypedExpression {
  const field = type.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
  if (field !== undefined)
    return {
      kind: 'Field',
      value: object,
      name: field.name,
      span: node.span,
      slot: { type: field.type, nullable: field.nullable || object.slot.nullable },
    };
  report(
    env,
    'PLG1207',
    {
      field: name,
      struct: showType(type),
      nearest: suggest(
        name,
        type.fields.map((f) => f.name),
      ),
    },
    node.index.span,
  );
  return failed(node.span);
}

/** A table as the list of its rows. */
function asList(table: TypedExpression, type: Extract<Type, { kind: 'table' }>): TypedExpression {
  const fields = type.columns.flatMap((c) =>
    isDataType(c.type) ? [{ name: c.name, type: c.type, nullable: c.nullable }] : [],
  );
  return {
    kind: 'TableToList',
    table,
    span: table.span,
    slot: { type: { kind: 'list', element: { kind: 'struct', fields }, elementNullable: false }, nullable: false },
  };
}

/** `xs[1:3]` of a list, or of a string. */
export function checkSlice(env: Env, node: Slice): TypedExpression {
  const object = asListOrSame(check(env, node.object, null));
  const bound = (side: typeof node.low): TypedExpression | null =>
    side === undefined ? null : coerce(env, asCell(env, check(env, side, null)), { type: INT, nullable: false });
  const [from, to] = [bound(node.low), bound(node.high)];
  const { type } = object.slot;
  if (type === ERROR || type.kind === 'variable') return failed(node.span);
  if (type.kind === 'list' || type.kind === 'string' || type.kind === 'dynamic') {
    return {
      kind: 'Slice',
      value: object,
      from,
      to,
      span: node.span,
      slot: { type: type.kind === 'string' ? STRING : type, nullable: object.slot.nullable },
    };
  }
  report(env, 'PLG1215', { type: showType(type), access: 'slices' }, node.span);
  return failed(node.span);
}

function asListOrSame(value: TypedExpression): TypedExpression {
  return value.slot.type.kind === 'table' ? asList(value, value.slot.type) : value;
}
