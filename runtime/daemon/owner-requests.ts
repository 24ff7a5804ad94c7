/** What only the owner may ask for. */
export const OWNERS = {
  DEPLOY: 'deploy code',
  ROLLBACK_CODE: 'roll code back',
  MAINTAIN: 'maintain the lake',
  PROFILE: 'profile calls',
  TOKEN: 'change tokens',
} as const;

/** What one thread does, which keeps what it learned of the project. */
export const DEPLOYS: ReadonlySet<string> = new Set(['DEPLOY', 'ROLLBACK_CODE']);
