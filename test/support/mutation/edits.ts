import { parseFile, sourceFile } from '../../../compiler/index.ts';
import type { Span } from '../../../compiler/contract/span.ts';
import type { Syntax } from '../../../compiler/ir/syntax.ts';
import { walk } from '../../../compiler/ir/walk.ts';

/** One mutation: `text` in the place of what `span` holds. */
export interface Edit {
  readonly kind: EditKind;
  readonly span: Span;
  readonly text: string;
}

export type EditKind =
  'rename' | 'literal' | 'null' | 'argument' | 'value' | 'table' | 'type' | 'default' | 'statement' | 'function';

const TYPES = ['int', 'string', 'boolean', 'date', 'decimal(10, 2)', 'float', 'int[]', 'intt'];

/** Every single mutation of a text that the mutations know. `tables` are names that a table may be swapped for. */
export function editsOf(text: string, tables: readonly string[]): readonly Edit[] {
  const { program } = parseFile(sourceFile('main.plg', text));
  const edits: Edit[] = [];
  const add = (kind: EditKind, span: Span, to: string): void => {
    if (text.slice(span.start, span.end) !== to) edits.push({ kind, span, text: to });
  };
  const names = namesIn(program);
  walk(program, (node, parent) => {
    switch (node.kind) {
      case 'Identifier':
        if (isUse(parent, node))
          for (const to of [`${node.text}x`, ...neighbours(names, node.text)]) add('rename', node.span, to);
        if (parent?.kind === 'Call' && parent.callee === node) add('function', node.span, `${node.text}x`);
        break;
      case 'NumberLiteral':
        add('literal', node.span, "'abc'");
        add('literal', node.span, 'true');
        break;
      case 'StringLiteral':
        if (parent?.kind !== 'Option' && parent?.kind !== 'FileSource') add('literal', node.span, '4.5');
        break;
      case 'BooleanLiteral':
        add('literal', node.span, "'yes'");
        break;
      case 'ValuesRow':
        for (const value of node.values) add('null', value.span, 'null');
        for (const span of withCommas(node.values.map((each) => each.span))) add('value', span, '');
        break;
      case 'Call':
      case 'CallStatement':
        for (const span of withCommas(node.args.map((each) => each.span))) add('argument', span, '');
        for (const argument of node.args) add('null', argument.value.span, 'null');
        break;
      case 'Name':
        if (isTable(parent)) for (const to of tables) if (!sameName(text, node.span, to)) add('table', node.span, to);
        break;
      case 'NamedType':
        if (parent?.kind !== 'NamedType') for (const to of TYPES) add('type', node.span, to);
        break;
      case 'Binary':
        if (node.operator === '??') add('default', node.span, text.slice(node.left.span.start, node.left.span.end));
        break;
      case 'Program':
      case 'Block':
        for (const { span } of node.statements) add('statement', span, '');
        break;
      default:
        break;
    }
  });
  return edits;
}

/** The text with the edit made. */
export function edited(text: string, { span, text: to }: Edit): string {
  return text.slice(0, span.start) + to + text.slice(span.end);
}

/** Names of columns and locals are used in expressions; what declares one is none. */
function isUse(parent: Syntax | undefined, node: Syntax): boolean {
  switch (parent?.kind) {
    case undefined:
    case 'Name':
    case 'Let':
    case 'Parameter':
    case 'Option':
    case 'Lambda':
    case 'For':
    case 'ColumnDefinition':
    case 'StructField':
    case 'DefineStruct':
    case 'DefineFunction':
    case 'UpsertProcedure':
    case 'CatchArm':
    case 'Argument':
      return parent?.kind === 'Argument' && parent.value === node;
    case 'SelectItem':
      return parent.value === node;
    case 'Call':
      return parent.callee !== node;
    default:
      return true;
  }
}

function isTable(parent: Syntax | undefined): boolean {
  return ['TableName', 'Insert', 'Update', 'Delete', 'Upsert', 'Merge'].includes(parent?.kind ?? '');
}

function sameName(text: string, span: Span, name: string): boolean {
  return text.slice(span.start, span.end).toLowerCase() === name.toLowerCase();
}

/** Each of several spans with the comma that goes with it. */
function withCommas(spans: readonly Span[]): readonly Span[] {
  return spans.map((span, i) =>
    i + 1 < spans.length
      ? { start: span.start, end: spans[i + 1]!.start }
      : { start: i > 0 ? spans[i - 1]!.end : span.start, end: span.end },
  );
}

/** The names of a program, in the order of their first mention. */
function namesIn(program: Syntax): readonly string[] {
  const names = new Set<string>();
  walk(program, (node) => {
    if (node.kind === 'Identifier' && !node.quoted) names.add(node.text);
  });
  return [...names];
}

/** The names mentioned before and behind a name: what a slip may write instead. */
function neighbours(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return [names[at - 1], names[at + 1]].filter((each) => each !== undefined);
}
