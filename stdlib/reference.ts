import { writeFileSync } from 'node:fs';
import { readDeclarations, type Declaration, type DeclarationFile, type DeclarationGroup } from './declaration.ts';
import { librarySources } from './sources.ts';

/** The order of the chapters, and their titles, by the file that they describe. */
const CHAPTERS: Readonly<Record<string, string>> = {
  operators: 'Operators',
  math: 'Numbers',
  text: 'Text',
  regexp: 'Regular expressions',
  'date-time': 'Dates and times',
  conversion: 'Choices and NULL',
  list: 'Lists',
  map: 'Maps',
  json: 'JSON',
  aggregate: 'Aggregates',
  window: 'Window functions',
  table: 'Tables',
  stream: 'Streams',
  secret: 'Secrets',
  error: 'Errors',
  system: 'System',
};

const OPENING = `# Standard library

Reference of PL-GRIZZLY's functions and operators. It is made from the declarations in \`stdlib/*.plg\` by \`node stdlib/reference.ts\`; change these, not this page.

A call by name, \`upper(name)\`, and a method call, \`name.upper()\`, are the same; \`@Upper(name)\` too. Names are compared without case.
Where a function has several signatures, the one that takes the arguments with the fewest conversions is called: an exact type comes before a wider number,
a wider number before a type variable, a type variable before \`any\`.

How to read a signature:

- \`T\`, \`U\`, \`K\`, \`V\` stand for any type, the same one wherever the letter stands; an element of a list may be NULL. \`any\` takes every type.
- \`T?\` may be NULL. NULL in gives NULL out, unless a function says otherwise: its parameters are then marked with \`?\`.
- \`decimal\` takes every decimal and every int. How many digits a decimal result has follows from those of the arguments (\`compiler/contract/decimal-rules.ts\`).
- \`values ...T\` takes any number of arguments. \`size int = 0\` may be left out.
- \`(T) -> U\` is a function, for instance \`x => x * 2\`.

In examples, the result is written as \`select\` shows it, text between quotes.
`;

/** The whole page. */
export function referencePage(sources: Readonly<Record<string, string>>): string {
  const files = Object.entries(sources).map(
    ([name, text]) => [name.replace(/\.plg$/, ''), readDeclarations(name, text)] as const,
  );
  const missing = files.find(([name]) => CHAPTERS[name] === undefined);
  if (missing !== undefined) throw new Error(`stdlib/${missing[0]}.plg has no chapter in the reference`);
  const byName = new Map(files);
  const chapters = Object.entries(CHAPTERS).flatMap(([name, title]) =>
    byName.has(name) ? [chapter(title, byName.get(name)!)] : [],
  );
  return `${OPENING}\n${contents(byName)}\n${chapters.join('\n')}`;
}

function contents(files: ReadonlyMap<string, DeclarationFile>): string {
  return Object.entries(CHAPTERS)
    .map(
      ([name, title]) =>
        `- [${title}](#${title.toLowerCase().replaceAll(' ', '-')}): ${(files.get(name)?.groups ?? []).map((group) => code(group.name)).join(' ')}\n`,
    )
    .join('');
}

function chapter(title: string, file: DeclarationFile): string {
  return `## ${title}\n\n${file.introduction.join('\n')}\n\n${file.groups.map(entry).join('\n')}`;
}

function entry(group: DeclarationGroup): string {
  const aliases = new Set(
    group.overloads.flatMap((overload) => (overload.options.get('aliases') as readonly string[] | undefined) ?? []),
  );
  const also = aliases.size === 0 ? '' : ` Also: ${Array.from(aliases, code).join(', ')}.`;
  const examples = group.examples.map(({ call, result }) => `${call} -> ${result}\n`).join('');
  const signatures = group.overloads.map((overload) => `${signature(overload)}\n`).join('');
  return `### ${code(group.name)}\n\n${group.documentation.join('\n')}${also}\n\n\`\`\`text\n${signatures}\n${examples}\`\`\`\n`;
}

/** `name(parameters) -> result`. */
function signature({ name, options, parameters, result }: Declaration): string {
  const shown = options.get('variadic') === true ? parameters.replace(/(\w+) ([^,]+)$/, '$1 ...$2') : parameters;
  return `${name}(${shown}) -> ${result}`;
}

function code(name: string): string {
  return name.includes('`') ? `\`\` ${name} \`\`` : `\`${name}\``;
}

if (import.meta.main) writeFileSync(new URL('README.md', import.meta.url), referencePage(librarySources()));
