import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { childKeys } from '../../../compiler/ir/child-keys.ts';
import type { Syntax } from '../../../compiler/ir/syntax.ts';
import { children, rewrite, walk } from '../../../compiler/ir/walk.ts';
import { grammarForms } from '../../support/parsing/grammar-forms.ts';
import { readText } from '../../support/parsing/read-text.ts';

test('the table names every field that holds nodes, and every kind', () => {
  const seen = new Set<string>();
  const isNode = (value: unknown): boolean => typeof value === 'object' && value !== null && 'kind' in value;
  for (const { text, file } of grammarForms()) {
    walk(readText(text, file).program, (node) => {
      seen.add(node.kind);
      for (const [key, value] of Object.entries(node)) {
        const holdsNodes = isNode(value) || (Array.isArray(value) && value.some(isNode));
        if (holdsNodes) assert.ok((childKeys[node.kind] as readonly string[]).includes(key), `${node.kind}.${key}`);
      }
    });
  }
  const unseen = Object.keys(childKeys).filter((kind) => !seen.has(kind) && kind !== 'ErrorStatement');
  assert.equal(unseen, []);
});

test('children lie inside their parents', () => {
  for (const { text, file } of grammarForms()) {
    walk(readText(text, file).program, (node) => {
      for (const child of children(node)) {
        assert.ok(
          child.span.start >= node.span.start && child.span.end <= node.span.end,
          `${child.kind} in ${node.kind} of ${text}`,
        );
      }
    });
  }
});

test('walk visits parents first and passes over what is refused', () => {
  const kinds: string[] = [];
  walk(readText('let a = f(b + 1)').program, (node) => {
    kinds.push(node.kind);
    return node.kind !== 'Binary';
  });
  assert.equal(kinds, ['Program', 'Let', 'Identifier', 'Call', 'Identifier', 'Argument', 'Binary']);
});

test('rewrite keeps what did not change', () => {
  const { program } = readText('let a = b + 1; let c = 2');
  const upper = (node: Syntax): Syntax =>
    node.kind === 'Identifier' && node.text === 'b' ? { ...node, text: 'B' } : node;
  const changed = rewrite(program, upper);
  assert.is(
    rewrite(program, (node) => node),
    program,
  );
  assert.is.not(changed.statements[0], program.statements[0]);
  assert.is(changed.statements[1], program.statements[1]);
  const names: string[] = [];
  walk(changed, (node) => {
    if (node.kind === 'Identifier') names.push(node.text);
  });
  assert.equal(names, ['a', 'B', 'c']);
});

test.run();
