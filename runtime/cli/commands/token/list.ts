import { execute } from '../../execute.ts';
import type { TokenFlags } from './routes.ts';
import { withTokenLake } from './with-token-lake.ts';

/** `gobi token list`. */
export function list(flags: TokenFlags): Promise<void> {
  return withTokenLake(flags, async (engine) => {
    const text = 'select id, role, created_at, expires_at from system.tokens order by created_at';
    await execute(engine, text, 'tokens', flags.json ? 'json' : 'table');
  });
}
