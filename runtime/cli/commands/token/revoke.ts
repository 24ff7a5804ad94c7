import type { TokenFlags } from './routes.ts';
import { withTokenLake } from './with-token-lake.ts';

/** `gobi token revoke`. */
export function revoke(flags: TokenFlags, id: string): Promise<void> {
  return withTokenLake(flags, async (engine) => {
    await engine.revokeToken(id);
    process.stdout.write(flags.json ? `${JSON.stringify({ id, revoked: true })}\n` : `token ${id} is revoked\n`);
  });
}
