import type { DeployReport } from '../../compiler/contract/deploy.ts';
import { findingsOf, MOST } from './deploy-findings.ts';

/** What the log says of a deploy. `folder` is where its files lie, as far as they can be read. */
export function deployFacts(report: DeployReport, folder: string): Readonly<Record<string, unknown>> {
  const { outcome, refusal, changes, milliseconds, broken } = report;
  return {
    ...{ outcome, refusal, changes: changes.length, milliseconds },
    ...(broken.length === 0 ? {} : { breaks: breaksOf(report) }),
    ...(outcome === 'refused' ? { findings: findingsOf(report, folder) } : {}),
  };
}

/** The connected clients whose calls do not fit any more, with the reasons. */
function breaksOf({ broken }: DeployReport): readonly string[] {
  return broken.slice(0, MOST).map(({ client, connections, changes }) => {
    const reasons = changes.slice(0, MOST).map(({ change }) => change);
    return `typed client ${client}${connections === 1 ? '' : ` (${connections}x)`}: ${reasons.join('; ')}`;
  });
}
