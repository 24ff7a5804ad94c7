import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { libraryOf } from '../../../compiler/4-type/library.ts';
import { piecesOf } from '../../../compiler/4-type/library-pieces.ts';
import { parseFile, readLibrary } from '../../../compiler/pipeline.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';
import { librarySources } from '../../../stdlib/sources.ts';

test('pieces give the library that whole files give: names, overloads and their order', () => {
  const sources = librarySources();
  const whole = libraryOf(Object.entries(sources).map(([name, text]) => parseFile(sourceFile(name, text))));
  const read = readLibrary(sources);
  assert.equal([...read.keys()].sort(), [...whole.keys()].sort());
  for (const [name, functions] of whole) assert.equal(read.get(name), functions, name);
  assert.is(read.get('no_such_function'), undefined);
});

test('a function is the same under each of its names', () => {
  const library = readLibrary(librarySources());
  assert.is(library.get('upper')?.[0], library.get('ucase')?.[0]);
});

test('a piece is all that shares documentation', () => {
  const file = sourceFile(
    'a.plg',
    "-- head\n\n--- One.\n--- Of two lines.\nfunction one <{ aliases: ['uno', 'Eins'] }> ()\nfunction one (x int)\n\n--- Plus.\nfunction `+` (x int)\n",
  );
  const pieces = piecesOf(file);
  assert.equal(
    pieces.map(({ names }) => [...names]),
    [['one', 'uno', 'eins'], ['+']],
  );
  assert.is(pieces.map((piece) => piece.file.text).join(''), file.text.slice(file.text.indexOf('--- One')));
});

test.run();
