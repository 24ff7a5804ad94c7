import type { CsvLayout } from '../../contract/manifest.ts';
import type { TypedCopy, TypedDdl, TypedExplain, TypedShow, TypedTransaction } from '../../ir/typed-statement.ts';
import * as b from '../builder.ts';
import { dmlArguments } from '../expression/dml.ts';
import { expression, expressions } from '../expression/expression.ts';
import { tableOfQuery } from '../expression/query.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';

/** BEGIN, COMMIT, ROLLBACK and savepoints. */
export function transaction(s: TypedTransaction): b.Statement[] {
  return [b.run(abi('transaction', 'frame', b.string(s.action), ...(s.name === null ? [] : [b.string(s.name)])))];
}

/** DDL: the change itself is data of the manifest. */
export function catalogChange(scope: FunctionScope, s: TypedDdl): b.Statement[] {
  const { changes } = scope.module;
  const index = changes.length;
  if (s.change.kind !== 'create_table' || s.change.as === null) {
    changes.push(s.change.kind === 'create_table' ? { ...s.change, as: null } : s.change);
    return [b.run(abi('change', 'frame', b.number(index)))];
  }
  const planned = scope.module.query(s.change.as);
  changes.push({ ...s.change, as: planned.index });
  return [b.run(abi('change', 'frame', b.number(index), b.array(expressions(scope, planned.arguments))))];
}

export function copy(scope: FunctionScope, s: TypedCopy): b.Statement[] {
  const format = (name: string | null): b.Expression => (name === null ? b.nothing() : b.string(name));
  if (s.direction === 'out') {
    const table = tableOfQuery(scope, s.query);
    const { layout } = s;
    const rest = [
      ...(s.secrets.length === 0 && layout === null ? [] : [b.array(s.secrets.map((name) => b.string(name)))]),
      ...(layout === null ? [] : [layoutOf(layout)]),
    ];
    return [b.run(abi('copyOut', 'frame', table, expression(scope, s.path), format(s.format), ...rest))];
  }
  const index = scope.module.copies.length;
  const secrets = s.secrets.length === 0 ? {} : { secrets: s.secrets };
  const layout = s.layout === null ? {} : { layout: s.layout };
  scope.module.copies.push({
    schema: s.schema,
    table: s.table,
    create: s.create,
    format: s.format,
    ...secrets,
    ...layout,
  });
  return [b.run(abi('copyIn', 'frame', b.number(index), expression(scope, s.path)))];
}

function layoutOf({ delimiter, header, quote }: CsvLayout): b.Expression {
  return b.object({
    ...(delimiter === undefined ? {} : { delimiter: b.string(delimiter) }),
    ...(header === undefined ? {} : { header: b.boolean(header) }),
    ...(quote === undefined ? {} : { quote: b.string(quote) }),
  });
}

/** The rows that SHOW and DESCRIBE give. */
export function showTable(scope: FunctionScope, s: TypedShow): b.Expression {
  const index = scope.module.shows.length;
  scope.module.shows.push({ what: s.what, name: s.name });
  return abi('show', 'frame', b.number(index));
}

export function show(scope: FunctionScope, s: TypedShow): b.Statement[] {
  return [b.run(showTable(scope, s))];
}

/** The plan as a table of lines; with ANALYZE the statement runs, and the lines tell rows and times. */
export function explainTable(scope: FunctionScope, s: TypedExplain): b.Expression {
  const { module } = scope;
  const value = s.statement.kind === 'ExpressionStatement' ? s.statement.value : null;
  const analyze = b.boolean(s.analyze);
  switch (value?.kind) {
    case 'QueryValue': {
      const planned = module.query(value.query);
      return abi(
        'explain',
        'frame',
        b.string('query'),
        b.number(planned.index),
        analyze,
        b.array(expressions(scope, planned.arguments)),
      );
    }
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge': {
      const planned = module.dml(value);
      return abi(
        'explain',
        'frame',
        b.string('dml'),
        b.number(planned.index),
        analyze,
        ...dmlArguments(scope, planned),
      );
    }
    default:
      return abi('explain', 'frame', b.string('statement'), b.number(0), b.boolean(false), b.array([]));
  }
}

export function explain(scope: FunctionScope, s: TypedExplain): b.Statement[] {
  return [b.run(explainTable(scope, s))];
}
