import { SourceMap } from 'node:module';
import ts from 'typescript';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as b from '../../../compiler/6-emit/builder.ts';
import { printWithMap } from '../../../compiler/6-emit/print-with-map.ts';

test('text and map in one pass: each tied node leads to its place', () => {
  const text = 'let a = 1;\nlet total = a * 2;\n';
  const source = ts.createSourceMapSource('sub/daily.plg', text);
  const product = b.spanned(b.binary('a', '*', 2), source, {
    start: text.indexOf('a * 2'),
    end: text.indexOf(';', 20),
  });
  const file = b.sourceFile([
    b.variable('a', 1),
    b.spanned(b.variable('total', product), source, { start: 11, end: 29 }),
  ]);
  const { code, map } = printWithMap(file, { name: 'sub/daily.plg', text });
  assert.is(code, 'let a = 1;\nlet total = a * 2;\n');
  const parsed = JSON.parse(map) as { sources: string[] };
  assert.equal(parsed.sources, ['sub/daily.plg']);
  const entry = new SourceMap(parsed as never).findEntry(1, 12) as { originalLine: number; originalColumn: number };
  assert.equal([entry.originalLine, entry.originalColumn], [1, 12]);
});

test.run();
