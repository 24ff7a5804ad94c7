import { operators, reservedWords, softWords } from '../ir/tokens.ts';

/** What a rule with alternatives stands for, in a user's words. */
const ruleWords: Readonly<Record<string, string>> = {
  statement: 'a statement',
  expression: 'an expression',
  value: 'an expression',
  operation: 'an expression',
  operand: 'an expression',
  argument: 'an argument',
  type: 'a type',
  typeAtom: 'a type',
  relation: 'a table, a file, or a query in parentheses',
  source: 'a table, a file, or a query in parentheses',
  queryTerm: 'SELECT, FROM, VALUES or a query in parentheses',
  pattern: 'a pattern',
  armBody: 'an expression or a block',
  mergeAction: 'UPDATE, DELETE, INSERT or DO NOTHING',
  merge: 'ON or USING',
  insert: 'VALUES, DEFAULT VALUES or a query',
  upsertInto: 'VALUES or a query',
  frameBound: 'UNBOUNDED, CURRENT ROW or a number of rows',
  windowFrame: 'ROWS, RANGE or GROUPS',
  create: 'TABLE, VIEW, INDEX, FUNCTION, SCHEMA, ROLE or TYPE',
  upsert: 'PROCEDURE, TRIGGER, SCHEDULE, PIPELINE, AUDIT or INTO',
  alterAction: 'ADD, DROP, RENAME, ALTER or SET',
  alterColumn: 'TYPE, SET or DROP',
  structKey: 'a name',
  selectItem: 'a column',
  optionItem: 'a value',
  list: 'a value or `]`',
  arrow: '`=>` or `->`',
  limit: 'a number of rows',
  orderItem: 'an expression',
  groupItem: 'an expression',
  groupClause: 'an expression',
  objectKind: 'TABLE, VIEW, PROCEDURE or another kind of object',
  isComparison: 'NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM',
  comparison: 'IN, BETWEEN or LIKE',
  try: 'CATCH',
  lambda: 'a parameter',
  sample: 'SAMPLE',
  changeTarget: 'a table',
  createTable: '`(` or AS',
  columnConstraint: 'PRIMARY KEY, NOT NULL, UNIQUE, DEFAULT or CHECK',
  tableConstraint: 'PRIMARY KEY, UNIQUE, CHECK or FOREIGN KEY',
  mode: 'ASYNC or SYNC',
  options: '`<{` or `{`',
  stringOrName: 'a name or a string',
  audit: 'AS or `{`',
  describe: 'a name or a query',
  enable: 'TRIGGER or SCHEDULE',
  copy: 'a table, a file or a query in parentheses',
  functionBody: '`{` or `=>`',
};

const words: ReadonlySet<string> = new Set([...reservedWords, ...softWords]);
const tokenWords: Readonly<Record<string, string>> = {
  Identifier: 'a name',
  QuotedName: 'a name',
  Word: 'a name',
  AnyWord: 'a name',
  Number: 'a number',
  String: 'a string',
  AtName: 'a name with @',
  BindName: 'a parameter',
  BinaryOperator: 'an operator',
  Comparison: 'a comparison',
  EOF: 'the end of the file',
};

/** What is expected where a rule finds no alternative. */
export function expectedAt(rule: string): readonly string[] {
  const words = rule.replace(/([A-Z])/g, ' $1').toLowerCase();
  return [ruleWords[rule] ?? `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`];
}

/** A kind of token in a user's words: `` `,` ``, `FROM`, `a name`. */
export function tokenWord(kind: string): string {
  if (words.has(kind)) return kind;
  const symbol = (operators as Readonly<Record<string, string>>)[kind];
  return symbol === undefined ? (tokenWords[kind] ?? kind) : `\`${symbol}\``;
}
