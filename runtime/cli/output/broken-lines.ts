import type { DeployReport } from '../../../compiler/contract/deploy.ts';
import type { Paint } from './paint.ts';

/** The connected programs whose calls will fail, with the reasons, and a line without anything after them; no lines where there are none. */
export function brokenLines({ broken }: Pick<DeployReport, 'broken'>, paint: Paint): string[] {
  if (broken.length === 0) return [];
  const lines = broken.flatMap(({ client, connections, changes }) => [
    `  ${paint('red', '!')} ${client}${connections === 1 ? '' : `  ${paint('dim', `${connections} connections`)}`}`,
    ...changes.map(({ change }) => `      ${change}`),
  ]);
  return ['connected typed clients that break', ...lines, ''];
}
