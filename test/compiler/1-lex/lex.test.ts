import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lex } from '../../../compiler/1-lex/lex.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';

const kinds = (text: string, name = 'a.plg'): string[] => lex(sourceFile(name, text)).tokens.map(({ kind }) => kind);
const texts = (text: string): string[] => lex(sourceFile('a.plg', text)).tokens.map((token) => token.text);
const codes = (text: string): string[] => {
  return lex(sourceFile('a.plg', text)).diagnostics.map(
    ({ code, span }) => `${code} ${text.slice(span.start, span.end)}`,
  );
};

test('keywords are known in any case, names keep theirs', () => {
  assert.equal(kinds('SELECT Select sElEcT Selected'), ['SELECT', 'SELECT', 'SELECT', 'Identifier']);
  assert.equal(texts('Github_Token'), ['Github_Token']);
});

test('longer signs win over their beginnings', () => {
  const signs = '=> ->> -> |> || | && ?? ? == = != !~ ! ~ <> <= < >= > :: : ... .. . + - * / %';
  assert.equal(texts(signs.replaceAll(' ', '')).join(' ').length > 0, true);
  assert.equal(texts(signs), signs.split(' '));
});

test('option brackets stay two signs each', () => {
  assert.equal(kinds('a <{b}>'), ['Identifier', 'Less', 'LeftBrace', 'Identifier', 'RightBrace', 'Greater']);
});

test('numbers', () => {
  assert.equal(texts('12 12.50 1_000 1e3 1.5E-3 90..100 1.x'), [
    '12',
    '12.50',
    '1_000',
    '1e3',
    '1.5E-3',
    '90',
    '..',
    '100',
    '1',
    '.',
    'x',
  ]);
  assert.equal(codes('12abc'), ['PLG1012 12abc']);
});

test('strings have both quotes, doubled quotes, escapes and line breaks', () => {
  const strings = [`'it''s'`, `"say ""hi"""`, `'a\\'b'`, `'two\nlines'`, `''`];
  assert.equal(texts(strings.join(' ')), strings);
  assert.equal(
    kinds(strings.join(' ')),
    strings.map(() => 'String'),
  );
});

test('in sql files double quotes quote names, and backslashes are characters', () => {
  assert.equal(kinds(`"order" 'C:\\' x`, 'a.sql'), ['QuotedName', 'String', 'Identifier']);
});

test('comments are kept apart from tokens', () => {
  const { tokens, comments } = lex(sourceFile('a.plg', '1 -- one\n// two\n# three\n/* four\n five */ 2 --- six'));
  assert.equal(
    tokens.map((token) => token.text),
    ['1', '2'],
  );
  assert.equal(
    comments.map((comment) => comment.text),
    ['-- one', '// two', '# three', '/* four\n five */', '--- six'],
  );
});

test('tokens know whether a line break stands before them', () => {
  const { tokens } = lex(sourceFile('a.plg', 'a b\nc /* \n */ d -- x\n e'));
  assert.equal(
    tokens.map(({ newline }) => newline),
    [true, false, true, true, true],
  );
});

test('an unterminated string ends with its line', () => {
  assert.equal(codes(`let a = 'x\nlet b = 1`), [`PLG1002 'x`]);
  assert.equal(kinds(`let a = 'x\nlet b = 1`).slice(3), ['String', 'LET', 'Identifier', 'Equal', 'Number']);
  assert.equal(codes('let a = `x'), ['PLG1002 `x']);
});

test('an unterminated comment is reported where it begins', () => {
  assert.equal(codes('1 /* two'), ['PLG1006 /*']);
});

test('characters of no token are reported, the rest is read', () => {
  assert.equal(codes('let a = 1 \\ 2'), ['PLG1007 \\']);
  assert.equal(kinds('a @ b'), ['Identifier', 'Identifier']);
});

test('a word with an accent is one name and one error', () => {
  const { tokens, diagnostics } = lex(sourceFile('a.plg', 'let größe = über'));
  assert.equal(
    tokens.map((token) => token.text),
    ['let', 'größe', '=', 'über'],
  );
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['PLG1007', 'PLG1007'],
  );
});

test('a text full of opening quotes is read in linear time', () => {
  const started = performance.now();
  lex(sourceFile('a.plg', "\\'\n".repeat(30_000)));
  assert.ok(performance.now() - started < 10_000);
});

test.run();
