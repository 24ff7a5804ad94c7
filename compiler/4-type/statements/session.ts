import { SETTINGS } from '../../contract/settings.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { STRING } from '../../contract/data-type.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Copy, Explain, SessionStatement } from '../../ir/syntax-session.ts';
import type { Statement } from '../../ir/syntax-statement.ts';
import type { TypedStatement, TypedTransaction } from '../../ir/typed-statement.ts';
import { assertNever } from '../../source/assert-never.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { isFailed, literal } from '../expressions/build.ts';
import { lastPart, qualified } from '../definitions/definition.ts';
import { requireKnown } from '../definitions/known-name.ts';
import { checkDescribe } from './describe.ts';
import { checkQueryValue } from '../queries/subquery.ts';
import { checkNamedSecrets } from '../definitions/secret.ts';
import { noteRolledBack } from '../definitions/taken-name.ts';
import { requireOwner, requireRight } from '../rights/require-right.ts';
import { withoutSecret } from '../types/secret.ts';
import { copyTable } from './copy.ts';
import { checkCopyOptions } from './copy-options.ts';
import { checkStatement } from './statement.ts';

/** Statements about the session, as far as a program may hold them. */
export function checkSession(env: Env, node: SessionStatement): readonly TypedStatement[] {
  const { span } = node;
  const transaction = (action: TypedTransaction['action'], name: string | null): readonly TypedStatement[] => [
    { kind: 'Transaction', action, name, span },
  ];
  switch (node.kind) {
    case 'Begin':
      return transaction('begin', null);
    case 'Commit':
      return transaction('commit', null);
    case 'Rollback':
      noteRolledBack(env);
      return transaction(node.savepoint === undefined ? 'rollback' : 'rollback_to', node.savepoint?.text ?? null);
    case 'Savepoint':
      return transaction('savepoint', node.name.text);
    case 'Release':
      return transaction('release', node.name.text);
    case 'Copy':
      return checkCopy(env, node);
    case 'Show':
      requireRight(env, 'select', 'schema', 'system', span);
      return [{ kind: 'Show', what: node.words.map((word) => word.text.toLowerCase()).join(' '), name: null, span }];
    case 'Describe':
      return checkDescribe(env, node);
    case 'Analyze':
      requireRight(env, 'select', 'schema', 'system', span);
      return [
        {
          kind: 'Show',
          what: 'analyze',
          name: node.name === undefined ? null : node.name.parts.map((part) => part.text).join('.'),
          span,
        },
      ];
    case 'Explain':
      return checkExplain(env, node);
    case 'Enable':
      requireOwner(env, node.enabled ? 'enable it' : 'disable it', span);
      env.frame.sites.ddl = true;
      if (!requireKnown(env, node.object, node.name)) return [];
      return [
        {
          kind: 'Ddl',
          change: { kind: 'enable', object: node.object, name: lastPart(node.name), enabled: node.enabled },
          span,
        },
      ];
    case 'ScheduleHistory':
      requireRight(env, 'select', 'schema', 'system', span);
      return [{ kind: 'Show', what: 'schedule history', name: lastPart(node.name), span }];
    case 'Attach':
    case 'Detach':
    case 'Execute':
    case 'Install':
    case 'Load':
    case 'RunSchedule':
    case 'Cache':
    case 'Use':
    case 'SetSetting':
      if (node.kind !== 'Use' && node.kind !== 'SetSetting') requireOwner(env, `use \`${SPELLING[node.kind]}\``, span);
      if (env.frame.kind === 'top' && env.checker.context.mode !== 'project') {
        if (node.kind === 'SetSetting') requireSetting(env, node.name);
        if (node.kind === 'Use') env.checker.schema = lastPart(node.name);
        return [{ kind: 'Show', what: SPELLING[node.kind], name: null, span }];
      }
      report(
        env,
        'PLG1014',
        { what: `\`${SPELLING[node.kind]}\``, place: 'in declarations: it is for the prompt and for scripts' },
        span,
      );
      return [];
    default:
      return assertNever(node);
  }
}

/** PLG1114 for a setting that SET does not know. */
function requireSetting(env: Env, name: Name): void {
  const text = name.parts.map((part) => part.text).join('.');
  if (Object.hasOwn(SETTINGS, text.toLowerCase())) return;
  report(env, 'PLG1114', { kind: 'setting', name: text, nearest: suggest(text, Object.keys(SETTINGS)) }, name.span);
}

const SPELLING = {
  Attach: 'attach',
  Detach: 'detach',
  Execute: 'execute',
  Install: 'install',
  Load: 'load',
  RunSchedule: 'run schedule',
  Cache: 'cache',
  Use: 'use',
  SetSetting: 'set',
} as const;

/** COPY out of a table or query into a file, or of a file into a table, which is made if it is not there. */
function checkCopy(env: Env, node: Copy): readonly TypedStatement[] {
  env.frame.sites.io = true;
  const { source, target, span } = node;
  requireOwner(env, 'read and write files', span);
  checkNamedSecrets(env, node.secrets);
  const file = source.kind === 'StringLiteral' ? source : target.kind === 'StringLiteral' ? target : null;
  if (file !== null && /^https?:/i.test(file.value))
    env.frame.sites.async ??= { because: 'uses the network', span: file.span };
  const { format, layout } = checkCopyOptions(env, node, file?.value ?? '');
  const secrets = node.secrets.map(({ text }) => text);
  if (source.kind === 'StringLiteral') {
    const path = literal(source.value, STRING, source.span);
    if (target.kind === 'StringLiteral') {
      report(env, 'PLG1014', { what: 'a file on both sides', place: 'in `copy`' }, span);
      return [];
    }
    const { schema, name } = qualified(env, target);
    const meaning = meaningOf(env, target);
    env.frame.sites.writes.add(`${schema}.${name}`);
    env.frame.sites.volatile = true;
    return [
      {
        kind: 'Copy',
        direction: 'in',
        path,
        schema,
        table: name,
        create: meaning?.kind !== 'relation',
        format,
        layout,
        secrets,
        span,
      },
    ];
  }
  if (target.kind !== 'StringLiteral') {
    report(env, 'PLG1014', { what: 'a table on both sides', place: 'in `copy`: use `insert into … select`' }, span);
    return [];
  }
  const value = source.kind === 'Query' ? checkQueryValue(env, source) : copyTable(env, source);
  if (
    value.kind === 'Dynamic' &&
    !value.locals.some(({ local, table }) => table && env.checker.scriptParameters.has(local))
  )
    report(env, 'PLG1014', { what: 'a source that only run time knows', place: 'in `copy`' }, source.span);
  if (value.kind !== 'QueryValue' || isFailed(withoutSecret(env, value, 'a file'))) return [];
  return [
    {
      kind: 'Copy',
      direction: 'out',
      query: value.query,
      path: literal(target.value, STRING, target.span),
      format,
      layout,
      secrets,
      span,
    },
  ];
}

function checkExplain(env: Env, { subject, analyze, span }: Explain): readonly TypedStatement[] {
  if (subject.kind === 'Name') return [{ kind: 'Show', what: 'explain trigger', name: lastPart(subject), span }];
  const { statements } = checkStatement(env, subject as Statement);
  return statements.map((statement): TypedStatement => ({ kind: 'Explain', analyze, statement, span }));
}
