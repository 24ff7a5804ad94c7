import type { DeployChange, DeployReport } from '../../../engine.ts';
import { count } from '../../../tui/output/cell-text.ts';
import { textWidth } from '../../../tui/output/text-width.ts';
import { COLOURS, type Paint } from '../../output/paint.ts';
import { brokenLines } from '../../output/broken-lines.ts';

const GROUPS: readonly { readonly title: string; readonly kinds: readonly string[] }[] = [
  { title: 'tables', kinds: ['schema', 'table', 'materialized view', 'index', 'comment'] },
  { title: 'types', kinds: ['type'] },
  { title: 'code', kinds: ['function', 'view', 'procedure', 'options'] },
  { title: 'automation', kinds: ['trigger', 'schedule', 'pipeline'] },
  { title: 'rights', kinds: ['role', 'grant'] },
];

const SIGNS = { create: '+', change: '~', drop: '-', adopt: '=', keep: '!', move: '=' } as const;
const SIGN_COLOURS = {
  create: 'green',
  change: 'yellow',
  drop: 'red',
  adopt: 'dim',
  keep: 'yellow',
  move: 'dim',
} as const;

/** What is shown beside the report itself. */
interface ShowOptions {
  readonly folder: string;
  readonly lake: string;
  /** Whether what is not declared was to be dropped. */
  readonly prune: boolean;
  readonly colour: boolean;
}

/** A deploy's changes by groups, each object on a line with what it touches below, and what came of it. */
export function showDeploy(report: DeployReport, { folder, lake, prune, colour }: ShowOptions): string {
  const paint: Paint = (style, text) => (colour ? `\u001b[${COLOURS[style]}m${text}\u001b[0m` : text);
  const shown = report.changes.filter((change) => !isMove(change) && !isVanished(change));
  const width = Math.max(0, ...shown.map((each) => textWidth(titleOf(each))));
  const groups = GROUPS.flatMap(({ title, kinds }) => {
    const changes = shown.filter(({ kind }) => kinds.includes(kind));
    return changes.length === 0 ? [] : [title, ...changes.flatMap((each) => linesOf(each, width, paint)), ''];
  });
  const moved = report.changes.filter(isMove).length;
  const vanished = report.changes.filter(isVanished);
  const rest = [
    ...(moved === 0 ? [] : [paint('dim', `${count(moved, 'declaration')} moved in the files, unchanged`)]),
    ...vanished.map(({ kind, name }) => paint('dim', `${kind} ${name} is not declared any more; --prune drops it`)),
  ];
  return [
    ...groups,
    ...brokenLines(report, paint),
    ...rest,
    ...(rest.length === 0 ? [] : ['']),
    outcomeOf(report, commandOf(folder, lake), prune, paint),
    '',
  ].join('\n');
}

function isMove({ action }: DeployChange): boolean {
  return action === 'move';
}

/** It stays because nobody said that it may go. */
function isVanished({ action, needs }: DeployChange): boolean {
  return action === 'keep' && needs.includes('prune');
}

function titleOf({ kind, name }: DeployChange): string {
  return `${kind} ${name}`;
}

function linesOf(change: DeployChange, width: number, paint: Paint): string[] {
  const { action, level, file, details, needs, touches } = change;
  const title = titleOf(change);
  const space = ' '.repeat(Math.max(0, width - textWidth(title)));
  const mark = level === 'safe' ? '' : `  ${paint(level === 'breaking' ? 'yellow' : 'red', level)}`;
  const where = file === null ? '' : `  ${paint('dim', file)}`;
  const need = needs.includes('allow') ? [`      ${paint('red', 'needs --allow')}`] : [];
  return [
    `  ${paint(SIGN_COLOURS[action], SIGNS[action])} ${title}${space}${where}${mark}`,
    ...(action === 'adopt' ? [`      ${paint('dim', 'made in a session; the project keeps it from now on')}`] : []),
    ...details.map((detail) => `      ${detail}`),
    ...(touches.length === 0 ? [] : [`      ${paint('dim', 'touches')} ${touches.join(', ')}`]),
    ...need,
  ];
}

/** The command line that deploys. */
function commandOf(folder: string, lake: string): string {
  return ['gobi deploy', ...(folder === '.' ? [] : [folder]), ...(lake === folder ? [] : ['--db', lake])].join(' ');
}

function outcomeOf(
  { outcome, refusal, version, snapshot, changes, milliseconds }: DeployReport,
  again: string,
  prune: boolean,
  paint: Paint,
): string {
  const actions = (['create', 'change', 'drop', 'adopt'] as const).flatMap((action) => {
    const number = changes.filter((change) => change.action === action).length;
    return number === 0
      ? []
      : [`${number} ${{ create: 'created', change: 'changed', drop: 'dropped', adopt: 'taken over' }[action]}`];
  });
  const sum = actions.length === 0 ? 'places only' : actions.join(', ');
  switch (outcome) {
    case 'unchanged':
      return `the lake has what the project declares (version ${version})`;
    case 'planned':
      return `${sum}: nothing is done yet, \`${again}${prune ? ' --prune' : ''}\` does it`;
    case 'applied':
      return `${paint('green', 'deployed')} version ${version} as snapshot ${snapshot} in ${Math.round(milliseconds)} ms: ${sum}`;
    case 'refused':
      switch (refusal) {
        case 'allow':
          return `${paint('red', 'refused')}: some changes lose data, may fail or break what a session made; \`${again} --allow\` makes them. Nothing was changed`;
        case 'forbidden':
          return `${paint('red', 'refused')}: some changes cannot be made. Nothing was changed`;
        default:
          return `${paint('red', 'refused')}: the project has errors. Nothing was changed`;
      }
  }
}
