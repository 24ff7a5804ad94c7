import type { ChangeLevel, Consent, DeployChange } from '../../../compiler/contract/deploy.ts';

export type { ChangeLevel, Consent, DeployChange };

/** One difference of an object. */
export interface Difference {
  readonly text: string;
  readonly level: ChangeLevel;
  /** It loses data or may fail. */
  readonly risky: boolean;
  /** The column that users must use to be touched; the whole object else. */
  readonly column?: string;
}

/** What is known of an object of a plan: what it is compared with, and what came out. */
export interface PlannedChange extends DeployChange {
  readonly key: string;
  readonly differences: readonly Difference[];
}

/** What a deploy may do. */
export interface DeployConsent {
  /** Make changes that lose data or may fail. Default false. */
  readonly allow?: boolean;
  /** Drop what the project declared once and does not any more. Default false. */
  readonly prune?: boolean;
}

export function safe(text: string): Difference {
  return { text, level: 'safe', risky: false };
}

/** Those who use it may notice. */
export function breaking(text: string, column?: string): Difference {
  return { text, level: 'breaking', risky: false, ...(column === undefined ? {} : { column }) };
}

/** It loses data, or fails where rows are against it. */
export function risky(text: string, column?: string): Difference {
  return { ...breaking(text, column), risky: true };
}

export function forbidden(text: string): Difference {
  return { text, level: 'forbidden', risky: false };
}

const GRAVITY: readonly ChangeLevel[] = ['safe', 'breaking', 'forbidden'];

/** The gravest of some levels. */
export function gravest(levels: readonly ChangeLevel[]): ChangeLevel {
  return GRAVITY[Math.max(0, ...levels.map((level) => GRAVITY.indexOf(level)))]!;
}
