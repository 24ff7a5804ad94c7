/** One program of a corpus file: its text without markers, and as it stands in the file, with them. */
export interface CorpusProgram {
  readonly title: string;
  /** Words in brackets after the title: `project` checks it as a project file, `strict` checks strictly. */
  readonly modes: readonly string[];
  readonly text: string;
  readonly marked: string;
}

/** A corpus file: tables that all of its programs know, if it declares some, and the programs. */
export interface CorpusFile {
  readonly tables: string | undefined;
  readonly programs: readonly CorpusProgram[];
}

const heading = /^--- (.*?)(?: \[([a-z ]+)\])?$/;
const marker = /^-- *[~^]/;

/**
 * Reads a corpus file. `--- Title` starts a program; what stands below `--- tables` is declared for all. In a program a
 * comment of carets marks what the line above is guilty of, one of tildes a place that belongs to the finding before.
 */
export function readCorpus(text: string): CorpusFile {
  const programs: CorpusProgram[] = [];
  let tables: string | undefined;
  for (const part of text.split(/^(?=--- )/m)) {
    const [head = '', ...lines] = part.trimEnd().split('\n');
    const [, title, modes] = heading.exec(head) ?? [];
    if (title === undefined) {
      if (part.trim() !== '') throw new Error(`a program needs a heading \`--- Title\`, not \`${head}\``);
    } else if (title === 'tables') tables = `${lines.join('\n')}\n`;
    else {
      const text = lines.filter((line) => !marker.test(line)).join('\n');
      programs.push({ title, modes: modes?.split(' ') ?? [], text, marked: lines.join('\n') });
    }
  }
  const titles = programs.map(({ title }) => title);
  const twice = titles.find((title, i) => titles.indexOf(title) !== i);
  if (twice !== undefined) throw new Error(`two programs are called \`${twice}\``);
  return { tables, programs };
}

/** The text of a corpus file whose programs have these markers. */
export function writeCorpus(file: CorpusFile, marked: readonly string[]): string {
  const tables = file.tables === undefined ? [] : [`--- tables\n${file.tables}`];
  const programs = file.programs.map(({ title, modes }, i) => {
    const head = modes.length === 0 ? title : `${title} [${modes.join(' ')}]`;
    return `--- ${head}\n${marked[i] ?? ''}\n`;
  });
  return [...tables, ...programs].join('\n');
}
