import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readGolden } from '../support/golden/read-golden.ts';
import { languageParts } from './language-parts.ts';

/** The README that shows which golden shows which construct. */
export const README = 'compiler/README.md';

const block = /<!-- constructs -->\n[^]*?<!-- \/constructs -->/;

/** The goldens of each construct, by its name in `shows`; paths in order. */
export function goldensByConstruct(): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, string[]>();
  for (const path of globSync('test/golden/**/*.md').sort()) {
    const { meta } = readGolden(readFileSync(path, 'utf8'));
    for (const name of (meta.get('shows') ?? '').split(',').map((each) => each.trim())) {
      if (name !== '') shown.set(name, [...(shown.get(name) ?? []), path]);
    }
  }
  return shown;
}

/** A README with its table as the goldens have it now. */
export function withConstructs(markdown: string, shown: ReadonlyMap<string, readonly string[]>): string {
  if (!block.test(markdown)) throw new Error('the README has no block <!-- constructs --> … <!-- /constructs -->');
  const rows = languageParts.flatMap(({ title, constructs }) =>
    Object.entries(constructs).map(([name, text], i) => {
      const links = (shown.get(name) ?? []).map((path) => `[${labelOf(path)}](../${path})`);
      return `| ${i === 0 ? title : ''} | ${text.replaceAll('|', '\\|')} | ${links.join(', ')} |`;
    }),
  );
  const table = ['| | construct | goldens |', '|---|---|---|', ...rows].join('\n');
  return markdown.replace(block, () => `<!-- constructs -->\n${table}\n<!-- /constructs -->`);
}

/** `test/golden/language/join/kinds.md` is `join/kinds`. */
function labelOf(path: string): string {
  return `${basename(dirname(path))}/${basename(path, '.md')}`;
}

if (import.meta.main) writeFileSync(README, withConstructs(readFileSync(README, 'utf8'), goldensByConstruct()));
