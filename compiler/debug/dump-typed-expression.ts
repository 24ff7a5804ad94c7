import type { Constant } from '../contract/scalar.ts';
import { showSlot, showType } from '../contract/type.ts';
import type { TypedArmBody, TypedDml, TypedExpression, TypedPattern } from '../ir/typed-expression.ts';
import { assertNever } from '../source/assert-never.ts';
import { dumpOrder, dumpQuery, dumpSource, dumpTables } from './dump-typed-query.ts';
import type { LineWriter } from './line-writer.ts';

/** An expression: on one line as far as it holds no query, otherwise with its queries below. */
export function dumpExpression(out: LineWriter, label: string, node: TypedExpression): void {
  switch (node.kind) {
    case 'QueryValue':
      out.line(`${label}query ${showSlot(node.slot)}`);
      return dumpQuery(out.inner(), node.query);
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return dumpDml(out, label, node);
    default: {
      out.line(`${label}${text(node)}: ${showSlot(node.slot)}`);
      for (const query of queriesIn(node)) dumpQuery(out.inner(), query);
    }
  }
}

/** The queries inside of an expression, in the order in which they stand. */
function queriesIn(node: TypedExpression): readonly Extract<TypedExpression, { kind: 'QueryValue' }>['query'][] {
  if (node.kind === 'QueryValue' || node.kind === 'Subquery') return [node.query];
  return partsOf(node).flatMap(queriesIn);
}

function partsOf(node: object): readonly TypedExpression[] {
  return Object.values(node).flatMap((value: unknown): readonly TypedExpression[] => {
    if (Array.isArray(value))
      return value.flatMap((item: unknown) =>
        isExpression(item) ? [item] : typeof item === 'object' && item !== null ? partsOf(item) : [],
      );
    return isExpression(value) ? [value] : [];
  });
}

function isExpression(value: unknown): value is TypedExpression {
  return typeof value === 'object' && value !== null && 'kind' in value && 'slot' in value;
}

/** An expression on one line. */
export function text(node: TypedExpression): string {
  const list = (items: readonly TypedExpression[]): string => items.map(text).join(', ');
  switch (node.kind) {
    case 'Literal':
      return constant(node.value);
    case 'Local':
      return node.local.name;
    case 'Column':
      return `.${node.name}`;
    case 'Output':
      return `#${node.index + 1}`;
    case 'Operation':
      return `${node.operation}(${list(node.args)})`;
    case 'Native':
      return `${node.id}(${list(node.args)})`;
    case 'RoutineCall':
      return `call ${node.routine}(${list(node.args)})${node.nowait ? ' nowait' : ''}`;
    case 'LambdaCall':
      return `${text(node.callee)}(${list(node.args)})`;
    case 'Cast':
      return `${text(node.value)} ${node.safe ? 'as?' : 'as'} ${showType(node.slot.type)}`;
    case 'Case':
      return `case${node.arms.map((arm) => ` when ${text(arm.when)} then ${text(arm.then)}`).join('')}${node.otherwise === null ? '' : ` else ${text(node.otherwise)}`} end`;
    case 'InList':
      return `${text(node.value)} ${node.negated ? 'not ' : ''}in (${list(node.list)})`;
    case 'Match':
      return `match ${text(node.subject)} { ${node.arms.map((arm) => `${arm.patterns.map(pattern).join(' | ')}${arm.guard === null ? '' : ` if ${text(arm.guard)}`} -> ${armBody(arm.body)}`).join(', ')} }`;
    case 'Try':
      return `try ${armBody(node.body)} catch { ${node.arms.map((arm) => `${arm.exception ?? '_'} => ${armBody(arm.body)}`).join(', ')} }`;
    case 'Lambda':
      return `(${node.parameters.map((p) => `${p.name} ${showSlot(p.slot)}`).join(', ')}) => ${armBody(node.body)}`;
    case 'RoutineReference':
      return node.routine;
    case 'List':
      return `[${list(node.items)}]`;
    case 'Struct':
      return `{${list(node.values)}}`;
    case 'Field':
      return `${text(node.value)}.${node.name}`;
    case 'Index':
      return `${text(node.value)}[${text(node.index)}]`;
    case 'Slice':
      return `${text(node.value)}[${node.from === null ? '' : text(node.from)}:${node.to === null ? '' : text(node.to)}]`;
    case 'Subquery':
      return `${node.value === null ? '' : `${text(node.value)} `}${node.operation === null ? '' : `${node.operation} `}${node.negated ? 'not ' : ''}${node.mode}(query)`;
    case 'QueryValue':
      return '(query)';
    case 'Cell':
      return `cell ${node.name} of ${text(node.table)}`;
    case 'TableToList':
      return `rows of ${text(node.table)}`;
    case 'Aggregate':
      return `${node.operation}(${node.distinct ? 'distinct ' : ''}${list(node.args)}${dumpOrder(node.orderBy, ' order by ')})${node.filter === null ? '' : ` filter ${text(node.filter)}`}`;
    case 'WindowCall': {
      const frame = node.frame === null ? '' : ` ${node.frame.unit} ${node.frame.start.kind}..${node.frame.end.kind}`;
      return `${node.operation}(${node.distinct ? 'distinct ' : ''}${list(node.args)}${dumpOrder(node.inputOrder, ' order by ')}) over (${node.partitionBy.length === 0 ? '' : `by ${list(node.partitionBy)}`}${dumpOrder(node.orderBy, ' order by ')}${frame})`;
    }
    case 'Exception':
      return `${node.name}(${[node.message, node.cause].flatMap((each) => (each === null ? [] : [text(each)])).join(', ')})`;
    case 'Dynamic':
      return `dynamic ${node.statement} with ${node.locals.map(({ local, table }) => `${local.name}${table ? ' as table' : ''}`).join(', ') || 'no locals'}`;
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return `${node.kind.toLowerCase()} ${node.table.name}`;
    default:
      return assertNever(node);
  }
}

function constant(value: Constant): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function armBody(body: TypedArmBody): string {
  const value = body.value === null ? '' : text(body.value);
  if (body.kind === 'expression') return value;
  return `{ ${[...body.block.statements.map((statement) => statement.kind.toLowerCase()), ...(value === '' ? [] : [value])].join('; ')} }`;
}

function pattern(node: TypedPattern): string {
  switch (node.kind) {
    case 'any':
      return '_';
    case 'value':
      return text(node.value);
    case 'range':
      return `${text(node.low)}..${text(node.high)}`;
    case 'bind':
      return node.local.name;
    case 'struct':
      return `{${node.fields.map((field) => `${field.name}: ${pattern(field.pattern)}`).join(', ')}}`;
    default:
      return assertNever(node);
  }
}

function dumpDml(out: LineWriter, label: string, node: TypedDml): void {
  out.line(
    `${label}${node.kind === 'Insert' && node.upsert ? 'upsert' : node.kind.toLowerCase()} ${node.table.name}${node.slot.type.kind === 'void' ? '' : `: ${showSlot(node.slot)}`}`,
  );
  const inside = out.inner();
  dumpTables(inside, node.ctes ?? []);
  switch (node.kind) {
    case 'Insert':
      inside.line(
        `columns ${node.columns.map(({ from, value }) => (from === null ? (value === null ? 'null' : text(value)) : `#${from + 1}`)).join(', ')}`,
      );
      dumpQuery(inside, node.query);
      if (node.conflict !== null) {
        inside.line(
          `on conflict${node.conflict.key === null ? '' : ` of key ${node.conflict.key}`} ${node.conflict.action}`,
        );
        for (const { column, value } of node.conflict.set) inside.inner().line(`set ${column} = ${text(value)}`);
        if (node.conflict.where !== null) dumpExpression(inside.inner(), 'where ', node.conflict.where);
      }
      break;
    case 'Update':
      if (node.from !== null) dumpSource(inside, 'from ', node.from);
      for (const { column, value } of node.set) dumpExpression(inside, `set ${column} = `, value);
      if (node.where !== null) dumpExpression(inside, 'where ', node.where);
      break;
    case 'Delete':
      if (node.using !== null) dumpSource(inside, 'using ', node.using);
      if (node.where !== null) dumpExpression(inside, 'where ', node.where);
      break;
    case 'Merge':
      dumpSource(inside, 'using ', node.source);
      dumpExpression(inside, 'on ', node.on);
      for (const arm of node.arms)
        inside.line(
          `when ${arm.matched}${arm.condition === null ? '' : ` and ${text(arm.condition)}`} then ${arm.action.kind}`,
        );
      break;
    default:
      assertNever(node);
  }
  for (const { name, predicate } of node.checks) inside.line(`check ${name}: ${text(predicate)}`);
  for (const { name, value } of node.returning ?? []) inside.line(`returning ${name} = ${text(value)}`);
}
