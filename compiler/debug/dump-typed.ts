import { showSlot } from '../contract/type.ts';
import type { TypedBlock, TypedStatement } from '../ir/typed-statement.ts';
import type { TypedModule, TypedRoutine } from '../ir/typed.ts';
import { assertNever } from '../source/assert-never.ts';
import { dumpExpression } from './dump-typed-expression.ts';
import { lineWriter, type LineWriter } from './line-writer.ts';

/** A typed module as indented text: every routine with its effects, every statement with its types. Names stand for locals and sources, never numbers. */
export function dumpTyped(module: TypedModule): string {
  const out = lineWriter();
  for (const { name, table } of module.usedTables) out.line(`uses ${name} @${table.schemaVersion}`);
  for (const routine of module.routines) dumpRoutine(out, routine);
  if (module.statements.length > 0) out.line('top');
  dumpStatements(out.inner(), module.statements);
  return out.text();
}

function dumpRoutine(out: LineWriter, { id, signature, body }: TypedRoutine): void {
  const { parameters, result, effects, mode } = signature;
  const shown = parameters.map(
    (p) => `${p.name} ${showSlot(p.slot)}${p.defaultText === null ? '' : ` = ${p.defaultText}`}`,
  );
  out.line(`${id}(${shown.join(', ')}) -> ${showSlot(result)}${mode === 'either' ? '' : ` ${mode}`}`);
  const inside = out.inner();
  const sets = [
    ['reads', effects.reads],
    ['writes', effects.writes],
    ['raises', effects.raises],
  ] as const;
  const flags = [
    effects.async && 'async',
    effects.io && 'io',
    effects.ddl && 'ddl',
    !effects.deterministic && 'volatile',
    effects.acts === true && 'acts',
  ].filter((flag) => flag !== false);
  const facts = [
    ...sets.flatMap(([name, names]) => (names.length === 0 ? [] : [`${name} ${names.join(', ')}`])),
    ...flags,
  ];
  if (facts.length > 0) inside.line(`effects: ${facts.join('; ')}`);
  dumpStatements(inside, body.statements);
}

function dumpStatements(out: LineWriter, statements: readonly TypedStatement[]): void {
  for (const statement of statements) dumpStatement(out, statement);
}

function dumpBlock(out: LineWriter, block: TypedBlock): void {
  dumpStatements(out.inner(), block.statements);
}

function dumpStatement(out: LineWriter, node: TypedStatement): void {
  switch (node.kind) {
    case 'Block':
      out.line('block');
      return dumpBlock(out, node);
    case 'Let':
      return dumpExpression(out, `let ${node.local.name}: ${showSlot(node.local.slot)} = `, node.value);
    case 'Assign': {
      const path = node.path.map((step) => (step.kind === 'field' ? `.${step.name}` : '[…]')).join('');
      dumpExpression(out, `${node.local.name}${path} = `, node.value);
      for (const step of node.path) if (step.kind === 'index') dumpExpression(out.inner(), 'index ', step.index);
      return;
    }
    case 'ExpressionStatement':
      return dumpExpression(out, '', node.value);
    case 'Return':
      if (node.value === null) out.line('return');
      else dumpExpression(out, 'return ', node.value);
      return;
    case 'If':
      dumpExpression(out, 'if ', node.condition);
      dumpBlock(out, node.then);
      if (node.otherwise !== null) {
        out.line('else');
        dumpBlock(out, node.otherwise);
      }
      return;
    case 'While':
      dumpExpression(out, 'while ', node.condition);
      return dumpBlock(out, node.body);
    case 'For': {
      const names = [node.index, node.item, ...node.columns.map((column) => column.local)].flatMap((local) =>
        local === null ? [] : [`${local.name}: ${showSlot(local.slot)}`],
      );
      out.line(`for ${names.join(', ')} over ${node.over}`);
      if (node.iterable !== null) dumpExpression(out.inner(), 'in ', node.iterable);
      for (const bound of node.bounds ?? []) dumpExpression(out.inner(), 'bound ', bound);
      return dumpBlock(out, node.body);
    }
    case 'Break':
    case 'Continue':
      return out.line(node.kind.toLowerCase());
    case 'Throw':
      if (node.value === null) out.line('throw');
      else dumpExpression(out, 'throw ', node.value);
      return;
    case 'TryStatement':
      out.line('try');
      dumpBlock(out, node.body);
      for (const arm of node.arms) {
        out.line(`catch ${arm.exception ?? '_'}${arm.local === null ? '' : ` as ${arm.local.name}`}`);
        if (arm.body.kind === 'block') dumpBlock(out, arm.body.block);
        if (arm.body.value !== null) dumpExpression(out.inner(), '', arm.body.value);
      }
      return;
    case 'Transaction':
      return out.line(`${node.action.replace('_', ' ')}${node.name === null ? '' : ` ${node.name}`}`);
    case 'Ddl':
      return out.data(`ddl ${node.change.kind}`, node.change);
    case 'Copy':
      out.line(
        `copy ${node.direction}${node.direction === 'in' ? ` ${node.schema}.${node.table}${node.create ? ' create' : ''}` : ''}${node.format === null ? '' : ` ${node.format}`}`,
      );
      return dumpExpression(out.inner(), 'path ', node.path);
    case 'Show':
      return out.line(`show ${node.what}${node.name === null ? '' : ` ${node.name}`}`);
    case 'Explain':
      out.line(`explain${node.analyze ? ' analyze' : ''}`);
      return dumpStatement(out.inner(), node.statement);
    default:
      return assertNever(node);
  }
}
