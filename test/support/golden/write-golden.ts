import type { Golden, SectionName } from './golden-file.ts';
import { onlySource, sectionNames } from './golden-file.ts';

/** Texts short enough to stand without a fence. */
const words: readonly string[] = ['NIL', 'NO CHANGE'];

/** The markdown of a golden: sections in their order, each in a fence longer than any inside. */
export function writeGolden(golden: Golden): string {
  const parts: string[] = [];
  for (const name of Object.keys(sectionNames) as SectionName[]) {
    if (name === 'META') {
      const lines = [...golden.meta].map(([key, value]) => `${key} = ${value}`);
      if (lines.length > 0) parts.push(section(name, name, lines.join('\n')));
    } else if (name === 'SOURCE') {
      for (const { name: file, text } of golden.sources) {
        parts.push(section(name, file === onlySource ? name : `${name} ${file}`, text));
      }
    } else if (name === 'DATA') {
      if (golden.data !== undefined) parts.push(section(name, name, golden.data));
    } else {
      const text = golden.outputs.get(name);
      if (text !== undefined) parts.push(section(name, name, text));
    }
  }
  return parts.join('\n');
}

function section(name: SectionName, head: string, text: string): string {
  if (words.includes(text)) return `# ${head}\n${text}\n`;
  const longest = Math.max(2, ...[...text.matchAll(/^`{3,}/gm)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `# ${head}\n${fence}${sectionNames[name]}\n${text}\n${fence}\n`;
}
