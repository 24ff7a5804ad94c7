import type { CreateFlags } from './routes.ts';
import { withTokenLake } from './with-token-lake.ts';

/** `gobi token create`. The token alone goes to the standard output, so that it can be piped to where it is kept. */
export function create(flags: CreateFlags): Promise<void> {
  return withTokenLake(flags, async (engine) => {
    const { role, expires } = flags;
    const end = expires === undefined ? null : new Date(Date.now() + expires);
    const { id, token } = await engine.createToken(role, end);
    if (flags.json) {
      process.stdout.write(`${JSON.stringify({ id, role, token, expires_at: end?.toISOString() ?? null })}\n`);
      return;
    }
    process.stdout.write(`${token}\n`);
    const until = end === null ? 'until it is revoked' : `until ${end.toISOString()}`;
    process.stderr.write(`token ${id} of role ${role}, ${until}; it is not shown again\n`);
  });
}
