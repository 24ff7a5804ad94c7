import { readFileSync, writeFileSync } from 'node:fs';
import { compilerRooms, runtimeRooms } from './rooms.ts';
import type { Room } from './rooms.ts';

/** The READMEs that show the rooms, and which. */
export const tables: readonly { readonly file: string; readonly rooms: readonly Room[] }[] = [
  { file: 'compiler/README.md', rooms: compilerRooms },
  { file: 'runtime/README.md', rooms: runtimeRooms },
];

const block = /<!-- rooms -->\n[^]*?<!-- \/rooms -->/;

/** A README with its table as the rules have it now. */
export function withTable(markdown: string, rooms: readonly Room[]): string {
  if (!block.test(markdown)) throw new Error('the README has no block <!-- rooms --> … <!-- /rooms -->');
  const rows = rooms.map((room) => `| \`${room.path}\` | ${room.does} | ${room.may.join(', ') || 'nothing'} |`);
  const table = ['| where | what happens there | may import |', '|---|---|---|', ...rows].join('\n');
  return markdown.replace(block, () => `<!-- rooms -->\n${table}\n<!-- /rooms -->`);
}

if (import.meta.main) {
  for (const { file, rooms } of tables) writeFileSync(file, withTable(readFileSync(file, 'utf8'), rooms));
}
