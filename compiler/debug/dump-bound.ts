import type { BoundModule, BoundRelation, Meaning } from '../ir/bound.ts';
import type { Syntax } from '../ir/syntax.ts';
import { assertNever } from '../source/assert-never.ts';

/** The meanings of a program's names, in the order of the text: place, spelling, meaning. Names inside of stored text are left out. */
export function dumpBound({ file, meanings, locals }: BoundModule): string {
  const inFile = ({ span }: Syntax): boolean => span.end <= file.text.length;
  const lines = [
    ...[...meanings].filter(([node]) => inFile(node)).map(([node, meaning]) => ({ node, text: describe(meaning) })),
    ...[...locals].map(([node, local]) => ({
      node,
      text: `declares ${local.role}${local.assigned ? ', assigned later' : ''}`,
    })),
  ];
  lines.sort((a, b) => a.node.span.start - b.node.span.start || a.node.span.end - b.node.span.end);
  return lines.map(({ node, text }) => `${spelling(file.text, node)} ${text}\n`).join('');
}

function spelling(text: string, { span }: Syntax): string {
  const line = text.slice(0, span.start).split('\n');
  const name = text.slice(span.start, span.end).replaceAll(/\s+/g, ' ');
  return `${line.length}:${(line.at(-1)?.length ?? 0) + 1} ${name.length > 40 ? `${name.slice(0, 40)}…` : name}`;
}

function describe(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'local':
      return `is the ${meaning.local.role} ${meaning.local.name}`;
    case 'column':
      return meaning.local === null ? 'is a column' : `is a column, or the ${meaning.local.role} ${meaning.local.name}`;
    case 'cte':
      return `is the common table ${meaning.table.name.text}`;
    case 'relation':
      return `is ${describeRelation(meaning.relation)}`;
    case 'unknown_table':
      return 'is an unknown table';
    case 'file':
      return `is the file ${meaning.path}`;
    case 'callable':
      return `calls ${meaning.callables.map((c) => (c.kind === 'library' ? `library ${c.function.id}` : c.kind === 'stored' ? `stored ${c.routine.id}` : `this module's ${c.routine.kind === 'DefineFunction' ? 'function' : 'procedure'}`)).join(' or ')}`;
    case 'exception':
      return `is the ${meaning.exception.origin} exception ${meaning.exception.name}`;
    case 'struct':
      return `is the ${meaning.struct.kind} struct ${meaning.struct.name}`;
    case 'type_name':
      return 'is a type';
    default:
      return assertNever(meaning);
  }
}

function describeRelation(relation: BoundRelation): string {
  switch (relation.kind) {
    case 'table':
      return `table ${relation.table.schema}.${relation.table.name}`;
    case 'view':
      return `view ${relation.view.schema}.${relation.view.name}`;
    case 'declared':
      return `${relation.statement.kind === 'CreateView' ? 'view' : 'table'} ${relation.schema}.${relation.name} of this module`;
  }
}
