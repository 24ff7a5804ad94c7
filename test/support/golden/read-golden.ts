import type { Golden, GoldenSource, OutputName, SectionName } from './golden-file.ts';
import { isSectionName, onlySource } from './golden-file.ts';

interface Section {
  readonly name: SectionName;
  /** What follows the name: the file name of a source. */
  readonly argument: string;
  readonly body: string;
}

/** Reads the markdown of a golden. Unknown or repeated sections and unclosed fences are errors. */
export function readGolden(markdown: string): Golden {
  const meta = new Map<string, string>();
  const sources: GoldenSource[] = [];
  const outputs = new Map<OutputName, string>();
  let data: string | undefined;
  for (const { name, argument, body } of readSections(markdown)) {
    if (name === 'SOURCE') {
      const source = { name: argument === '' ? onlySource : argument, text: body };
      if (sources.some((each) => each.name === source.name)) throw new Error(`two sources are called ${source.name}`);
      sources.push(source);
    } else if (name === 'META') {
      for (const line of body.split('\n').filter((each) => each.trim() !== '')) {
        const [, key, value] = /^\s*(\w+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
        if (key === undefined || value === undefined) throw new Error(`META: \`${line}\` is not \`key = value\``);
        meta.set(key, value);
      }
    } else if (name === 'DATA') {
      data = body;
    } else {
      if (outputs.has(name)) throw new Error(`section ${name} is there twice`);
      outputs.set(name, body);
    }
  }
  if (sources.length === 0) throw new Error('a golden needs a section `# SOURCE`');
  for (const stage of stagesOf(meta)) if (!outputs.has(stage)) outputs.set(stage, '');
  return { meta, sources, data, outputs };
}

/** The sections that META asks for by `stages = SYNTAX, RESULT`. */
function stagesOf(meta: ReadonlyMap<string, string>): readonly OutputName[] {
  const names = (meta.get('stages') ?? '').split(',').map((each) => each.trim());
  return names
    .filter((each) => each !== '')
    .map((each) => {
      if (!isSectionName(each) || each === 'META' || each === 'SOURCE' || each === 'DATA') {
        throw new Error(`META: there is no stage ${each}`);
      }
      return each;
    });
}

function readSections(markdown: string): readonly Section[] {
  const sections: Section[] = [];
  let head: Pick<Section, 'name' | 'argument'> | undefined;
  let fence = '';
  let lines: string[] = [];
  const close = (): void => {
    if (head !== undefined) sections.push({ ...head, body: unfenced(lines) });
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && line.startsWith('# ')) {
      close();
      head = readHead(line.slice(2).trim());
      continue;
    }
    if (fence === '') fence = mark;
    else if (line.trimEnd() === fence) fence = '';
    lines.push(line);
  }
  if (fence !== '') throw new Error(`the last ${fence} is never closed`);
  close();
  return sections;
}

function readHead(text: string): Pick<Section, 'name' | 'argument'> {
  if (isSectionName(text)) return { name: text, argument: '' };
  if (text.startsWith('SOURCE ')) return { name: 'SOURCE', argument: text.slice(7).trim() };
  throw new Error(`there is no section ${text}`);
}

/** What stands inside the fence; a text without a fence stands for itself. */
function unfenced(lines: readonly string[]): string {
  const text = lines.join('\n').trim();
  const [, fence, body] = /^(`{3,}|~{3,})[^\n]*\n([^]*)$/.exec(text) ?? [];
  if (fence === undefined || body === undefined) return text;
  const end = body.lastIndexOf(fence);
  return body.slice(0, end).replace(/\n$/, '');
}
