import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lex } from '../../compiler/1-lex/lex.ts';
import { parse } from '../../compiler/2-parse/parse.ts';
import { libraryOf } from '../../compiler/4-type/library.ts';
import type { Program } from '../../compiler/ir/syntax.ts';
import { sourceFile, type SourceFile } from '../../compiler/source/source-file.ts';
import { readDeclarations } from '../../stdlib/declaration.ts';
import { librarySources } from '../../stdlib/sources.ts';

const sources = Object.entries(librarySources());

function parsed(name: string, text: string): { readonly file: SourceFile; readonly program: Program } {
  const file = sourceFile(name, text);
  const lexed = lex(file);
  const { program, diagnostics } = parse(file, lexed.tokens);
  assert.equal(
    [...lexed.diagnostics, ...diagnostics].map(({ message }) => message),
    [],
    text.slice(0, 100),
  );
  return { file, program };
}

test('the compiler reads every declaration, with the signatures that the reference shows', () => {
  const library = libraryOf(sources.map(([name, text]) => parsed(name, text)));
  const declared = sources.flatMap(([name, text]) => readDeclarations(name, text).groups);
  for (const group of declared) {
    const entries = library.get(group.name.toLowerCase()) ?? [];
    assert.is(
      entries.filter(({ signature }) => signature.name === group.name).length,
      group.overloads.length,
      group.name,
    );
    assert.equal(entries.find(({ signature }) => signature.name === group.name)?.examples, group.examples);
  }
});

test('every example is an expression', () => {
  for (const [name, text] of sources) {
    for (const { examples } of readDeclarations(name, text).groups)
      for (const { call } of examples) parsed('example.plg', `select ${call} as result`);
  }
});

test.run();
