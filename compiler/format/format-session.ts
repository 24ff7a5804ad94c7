import type { StringLiteral } from '../ir/syntax-literal.ts';
import type { Name } from '../ir/syntax-name.ts';
import type { SessionStatement } from '../ir/syntax-session.ts';
import { assertNever } from '../source/assert-never.ts';
import type { Doc } from './doc.ts';
import { formatBare, queryInParentheses } from './format-expression.ts';
import { formatOptions } from './format-routine.ts';
import { secretList } from './format-source.ts';
import { dotted, identifier, sliceOf, type Printer } from './printer.ts';

/** Commands; their verbs are in capitals as those of SQL. */
export function formatSession(printer: Printer, node: SessionStatement): Doc {
  switch (node.kind) {
    case 'Attach':
      return `ATTACH ${place(printer, node.target)}${node.alias ? ` AS ${identifier(printer, node.alias)}` : ''}`;
    case 'Detach':
      return `DETACH ${place(printer, node.target)}`;
    case 'Execute':
      return `EXECUTE ${dotted(printer, node.name)}`;
    case 'Install':
      return `INSTALL ${node.names.map((name) => identifier(printer, name)).join(', ')}`;
    case 'Load': {
      const targets = node.targets.map((target) =>
        target.kind === 'Identifier' ? identifier(printer, target) : sliceOf(printer, target),
      );
      return `LOAD ${targets.join(', ')}`;
    }
    case 'Copy': {
      const { source } = node;
      const from =
        source.kind === 'Query' ? queryInParentheses(printer, () => printer.print(source)) : place(printer, source);
      const secrets = node.secrets.length > 0 ? ` WITH SECRET ${secretList(printer, node.secrets)}` : '';
      const options = node.options ? [' ', formatOptions(printer, node.options, '(', ')')] : '';
      return ['COPY ', from, ` TO ${place(printer, node.target)}${secrets}`, options];
    }
    case 'Show':
      return `SHOW ${node.words.map((word) => identifier(printer, word)).join(' ')}`;
    case 'Describe': {
      const { target } = node;
      const object = node.object ? `${node.object} ` : '';
      if (target.kind === 'FileSource') return ['DESCRIBE ', sliceOf(printer, target.path)];
      return ['DESCRIBE ', object, target.kind === 'Name' ? dotted(printer, target) : printer.print(target)];
    }
    case 'Analyze':
      return `ANALYZE${node.name ? ` ${dotted(printer, node.name)}` : ''}`;
    case 'Enable':
      return `${node.enabled ? 'ENABLE' : 'DISABLE'} ${node.object.toUpperCase()} ${dotted(printer, node.name)}`;
    case 'RunSchedule':
      return `RUN SCHEDULE ${dotted(printer, node.name)}`;
    case 'ScheduleHistory':
      return `SCHEDULE HISTORY ${dotted(printer, node.name)}`;
    case 'Cache':
      return `CACHE ${node.action.toUpperCase()}`;
    case 'Use':
      return `USE ${dotted(printer, node.name)}`;
    case 'SetSetting':
      return [`SET ${dotted(printer, node.name)} = `, formatBare(printer, node.value)];
    case 'Explain': {
      const { subject } = node;
      const head = `EXPLAIN ${node.analyze ? 'ANALYZE ' : ''}`;
      return subject.kind === 'Name' ? `${head}TRIGGER ${dotted(printer, subject)}` : [head, printer.print(subject)];
    }
    case 'Begin':
      return 'BEGIN';
    case 'Commit':
      return 'COMMIT';
    case 'Rollback':
      return `ROLLBACK${node.savepoint ? ` TO SAVEPOINT ${identifier(printer, node.savepoint)}` : ''}`;
    case 'Savepoint':
      return `SAVEPOINT ${identifier(printer, node.name)}`;
    case 'Release':
      return `RELEASE SAVEPOINT ${identifier(printer, node.name)}`;
    default:
      return assertNever(node);
  }
}

function place(printer: Printer, node: StringLiteral | Name): string {
  return node.kind === 'Name' ? dotted(printer, node) : sliceOf(printer, node);
}
