import { INT } from '../../contract/data-type.ts';
import { showType, type TypeSlot } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Assign } from '../../ir/syntax-statement.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedAssign } from '../../ir/typed-statement.ts';
import { meaningOf, report, textOf, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { holdFunction } from '../effects/held-functions.ts';
import { asCell } from '../expressions/cell.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { withPlaces, withoutLocals } from './facts.ts';
import type { CheckedStatement } from './let.ts';
import { noting } from './locals.ts';

interface Target {
  readonly local: TypedLocal;
  readonly path: TypedAssign['path'];
  readonly slot: TypeSlot;
}

/** `x = e`, `new.name = e`, `a[0] = e`: the value fits the place; what was known of the local's parts is forgotten. */
export function checkAssign(env: Env, node: Assign): CheckedStatement {
  const target = targetOf(env, node.target);
  const { calls } = env.frame.sites;
  const before = calls.length;
  const { result: value, assigned } = noting(env, () => check(env, node.value, target?.slot ?? null));
  if (target === null) return { statements: [], flow: { facts: env.facts, leaves: false } };
  const typed = coerce(env, value, target.slot);
  const { local, path } = target;
  holdFunction(env, local, typed, calls.slice(before));
  env.frame.assignments.push(local.id);
  let facts = withoutLocals(env.facts, new Set([...assigned, local.id]));
  if (path.length === 0 && local.slot.nullable && !typed.slot.nullable) facts = withPlaces(facts, [`l${local.id}`]);
  if (path.length > 0 && env.facts.has(`l${local.id}`)) facts = withPlaces(facts, [`l${local.id}`]);
  return {
    statements: [{ kind: 'Assign', local, path, value: typed, span: node.span }],
    flow: { facts, leaves: false },
  };
}

function targetOf(env: Env, node: Expression): Target | null {
  switch (node.kind) {
    case 'Identifier': {
      const meaning = meaningOf(env, node);
      const local = meaning?.kind === 'local' ? env.frame.typed.get(meaning.local) : undefined;
      return local === undefined ? null : { local, path: [], slot: local.slot };
    }
    case 'Member': {
      const object = targetOf(env, node.object);
      if (object === null || object.slot.type === ERROR) return null;
      const { type } = object.slot;
      if (type.kind === 'dynamic')
        return {
          ...object,
          path: [...object.path, { kind: 'field', name: node.property.text }],
          slot: { type, nullable: true },
        };
      if (type.kind !== 'struct') {
        report(env, 'PLG1215', { type: showType(type), access: `field \`${node.property.text}\`` }, node.property.span);
        return null;
      }
      const field = type.fields.find((f) => f.name.toLowerCase() === node.property.text.toLowerCase());
      if (field !== undefined)
        return { ...object, path: [...object.path, { kind: 'field', name: field.name }], slot: field };
      report(
        env,
        'PLG1207',
        {
          field: node.property.text,
          struct: showType(type),
          nearest: suggest(
            node.property.text,
            type.fields.map((f) => f.name),
          ),
        },
        node.property.span,
      );
      return null;
    }
    case 'Index': {
      const object = targetOf(env, node.object);
      const index = asCell(env, check(env, node.index, null));
      if (object === null || object.slot.type === ERROR) return null;
      const { type } = object.slot;
      if (type.kind === 'dynamic')
        return {
          ...object,
          path: [...object.path, { kind: 'index', index, keys: null }],
          slot: { type, nullable: true },
        };
      if (type.kind !== 'list' && type.kind !== 'map') {
        report(env, 'PLG1215', { type: showType(type), access: 'elements that can be assigned' }, node.span);
        return null;
      }
      const keys = type.kind === 'map' ? type.key : null;
      const slot =
        type.kind === 'list'
          ? { type: type.element, nullable: type.elementNullable }
          : { type: type.value, nullable: type.valueNullable === true };
      const at = coerce(env, index, { type: keys ?? INT, nullable: false });
      return { ...object, path: [...object.path, { kind: 'index', index: at, keys }], slot };
    }
    default:
      report(env, 'PLG1112', { name: textOf(env, node), reason: 'it is no local, field or element' }, node.span);
      return null;
  }
}
