/** A declaration of the standard library as its reference shows it: the texts of its parts. */
export interface Declaration {
  readonly name: string;
  /** The `key: value` pairs between `<{` and `}>`, values as written but without quotes. */
  readonly options: ReadonlyMap<string, string | boolean | readonly string[]>;
  readonly parameters: string;
  readonly result: string;
  readonly mode: string;
}

/** Declarations that stand together under one comment: the overloads of a function. */
export interface DeclarationGroup {
  readonly name: string;
  readonly documentation: readonly string[];
  readonly examples: readonly { readonly call: string; readonly result: string }[];
  readonly overloads: readonly Declaration[];
}

/** A file of declarations: its opening comment, and its groups in order. */
export interface DeclarationFile {
  readonly introduction: readonly string[];
  readonly groups: readonly DeclarationGroup[];
}

const DECLARATION = /^function (`[^`]+`|\w+) <\{ (.*) \}> \((.*)\) returns (.+) as (sync|async)$/;
const OPTION = /(\w+): (?:'([^']*)'|(true|false)|\[([^\]]*)\])(?:, |$)/gy;

/** Reads a file of declarations; any other line that is no comment is an error that names it. */
export function readDeclarations(file: string, text: string): DeclarationFile {
  const introduction: string[] = [];
  const groups: DeclarationGroup[] = [];
  let comment: string[] = [];
  for (const [number, line] of wholeLines(text)) {
    if (line.startsWith('--- ')) comment.push(line.slice(4));
    else if (line.startsWith('-- ') && groups.length === 0) introduction.push(line.slice(3));
    else if (line !== '') {
      const declaration = readDeclaration(line);
      if (declaration === null) throw new Error(`${file}:${number} is no declaration: ${line}`);
      addDeclaration(groups, declaration, comment);
      comment = [];
    }
  }
  return { introduction, groups };
}

function readDeclaration(line: string): Declaration | null {
  const found = DECLARATION.exec(line);
  if (found === null) return null;
  const [, name, options, parameters, result, mode] = found as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const pairs = readOptions(options);
  return pairs === null ? null : { name: name.replaceAll('`', ''), options: pairs, parameters, result, mode };
}

/** The lines of a text with their numbers; a declaration that goes on over indented lines is one line. */
function wholeLines(text: string): readonly (readonly [number: number, line: string])[] {
  const lines: [number, string][] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const last = lines.at(-1);
    if (last !== undefined && /^([ \t]+\S|\}>|\))/.test(line))
      last[1] += last[1].endsWith('(') || line.startsWith(')') ? line.trim() : ` ${line.trim()}`;
    else lines.push([i + 1, line]);
  }
  return lines;
}

function readOptions(text: string): Declaration['options'] | null {
  const pairs = new Map<string, string | boolean | readonly string[]>();
  let end = 0;
  for (const [pair, key, string, flag, list] of text.matchAll(OPTION)) {
    pairs.set(
      key!,
      string ?? (list === undefined ? flag === 'true' : list.split(', ').map((item) => item.slice(1, -1))),
    );
    end += pair.length;
  }
  return end === text.length ? pairs : null;
}

/** Without a comment of its own, a declaration is a further overload of the one before. */
function addDeclaration(groups: DeclarationGroup[], declaration: Declaration, comment: readonly string[]): void {
  const last = groups.at(-1);
  if (comment.length === 0 && last?.name === declaration.name) {
    groups[groups.length - 1] = { ...last, overloads: [...last.overloads, declaration] };
    return;
  }
  const isExample = (line: string): boolean => line.startsWith('example: ');
  groups.push({
    name: declaration.name,
    documentation: comment.filter((line) => !isExample(line)),
    examples: comment.filter(isExample).map(readExample),
    overloads: [declaration],
  });
}

/** The last ` -> ` stands between call and result; earlier ones belong to the call. */
function readExample(line: string): { readonly call: string; readonly result: string } {
  const text = line.slice('example: '.length);
  const arrow = text.lastIndexOf(' -> ');
  if (arrow < 0) throw new Error(`an example has a call, \` -> \` and a result: ${line}`);
  return { call: text.slice(0, arrow), result: text.slice(arrow + 4) };
}
