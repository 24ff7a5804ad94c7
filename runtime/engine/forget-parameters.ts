import type { Session } from '../execution/session.ts';

/** Parameters (`$1`, `$day`) belong to one text: those of the text before are not to be seen by the next. */
export function forgetParameters({ locals, scope }: Session): void {
  for (const name of [...scope.keys()]) {
    if (!name.startsWith('$')) continue;
    scope.delete(name);
    locals.delete(name);
  }
}
