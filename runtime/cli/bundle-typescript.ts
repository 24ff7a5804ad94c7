import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Writes what the emitter uses of the TypeScript library, a twentieth of it, as one CommonJS file that loads in a few milliseconds. The names are those in the types of
 * `compiler/6-emit/typescript.ts`. A library that is not laid out as expected is loaded whole.
 */
export async function bundleTypescript(root: string, file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  const library = createRequire(join(root, 'package.json')).resolve('typescript');
  const { parts } = partsOfTypescript(root);
  try {
    await build({
      stdin: { contents: shakeable(readFileSync(library, 'utf8'), parts), loader: 'js' },
      outfile: unfinished,
      bundle: true,
      minify: true,
      legalComments: 'none',
      banner: { js: '/*! Parts of TypeScript. Copyright (c) Microsoft Corporation. Apache License 2.0. */' },
      format: 'cjs',
      platform: 'node',
      target: 'es2024',
      logLevel: 'silent',
    });
  } catch {
    writeFileSync(unfinished, `module.exports = require(${JSON.stringify('typescript')});\n`);
  }
  renameSync(unfinished, file);
}

/** The names that the emitter uses of the library, and what tells them and the version of the library from others. */
export function partsOfTypescript(root: string): { readonly parts: readonly string[]; readonly id: string } {
  const types = readFileSync(join(root, 'compiler/6-emit/typescript.ts'), 'utf8');
  const declared = [...types.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, name]) => name!);
  const undeclared = /interface MappingParts \{([^]*?)^\}/m.exec(types)?.[1] ?? '';
  const parts = [...declared, ...[...undeclared.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name!)];
  const library = readFileSync(createRequire(join(root, 'package.json')).resolve('typescript/package.json'), 'utf8');
  const { version } = JSON.parse(library) as { version: string };
  const id = createHash('sha1')
    .update(`${LAYOUT} ${parts.join(' ')}`)
    .digest('hex')
    .slice(0, 8);
  return { parts, id: `${version}-${id}` };
}

/** Raised when the file is written in another way. */
const LAYOUT = 1;

/** The first line of a statement of the library: it is printed by a program that indents all else. */
const STATEMENT = /^(?:(?:var|let|const|class|function|async function|if|for) |\(\(|[\w.]+(?: = |\())/;

/** The compiler's part of the library as an ES module that exports `parts`, in which nothing but these is told to have an effect. */
function shakeable(library: string, parts: readonly string[]): string {
  const from = library.indexOf('// src/compiler/corePublic.ts');
  const to = library.indexOf('// src/jsTyping/');
  if (from < 0 || to < 0) throw new Error('the library is laid out in another way');
  const statements: string[][] = [];
  for (const line of library.slice(from, to).split('\n')) {
    if (STATEMENT.test(line)) statements.push([line]);
    else if (!line.startsWith('//')) statements.at(-1)?.push(line);
  }
  const texts = statements.map((lines) => lines.join('\n').trimEnd());
  return [HEAD, ...texts.map((text, i) => pure(text, texts[i - 1] ?? '')), `export { ${parts.join(', ')} };`].join(
    '\n',
  );
}

const HEAD = `var __defProp = Object.defineProperty, __getOwnPropNames = Object.getOwnPropertyNames;
var __exported = (all) => Object.defineProperties({}, Object.fromEntries(Object.entries(all).map(([name, get]) => [name, { get, enumerable: true }])));`;

/** A statement in a form that goes when what it names is not used. `before` is the statement before it. */
function pure(text: string, before: string): string {
  // messages of the checker and the parser: half a megabyte that nobody is shown
  if (text.startsWith('var Diagnostics = {')) return 'var Diagnostics = {};';
  // settings of a command line that is not there
  if (text.startsWith('if (sys')) return '';
  const declared = /^var (\w+)(?: = \{\})?;$/.exec(text)?.[1];
  const named = /^var (\w+)(?: = \{\})?;$/.exec(before)?.[1];
  const exported = `__export(${named}, `;
  const namespace = `})(${named} || (${named} = {}));`;
  if (named !== undefined && text.startsWith(exported)) {
    return `var ${named} = /* @__PURE__ */ __exported(${text.slice(exported.length)}`;
  }
  if (named !== undefined && text.startsWith('((') && text.endsWith(namespace)) {
    const inside = /^\(\((\w+)\)/.exec(text)![1]!;
    return `var ${named} = /* @__PURE__ */ ${text.slice(0, -namespace.length)}return ${inside};\n})({});`;
  }
  if (declared !== undefined) return text;
  const value = /^var (\w+) = (?!(?:async )?function)/.exec(text);
  const isArrow = /^var \w+ = (?:async )?\(/.test(text) && !/\}\)\(.*\);$/.test(text);
  if (value === null || isArrow || !text.endsWith(';')) return text;
  return `var ${value[1]} = /* @__PURE__ */ (() => (${text.slice(value[0].length, -1)}))();`;
}
