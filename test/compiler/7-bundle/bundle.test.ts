import { registerHooks } from 'node:module';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emit } from '../../../compiler/6-emit/emit.ts';
import { bundle } from '../../../compiler/7-bundle/bundle.ts';
import { fingerprint } from '../../../compiler/7-bundle/fingerprint.ts';
import { meaningOf } from '../../../compiler/7-bundle/meaning.ts';
import { INT } from '../../../compiler/contract/data-type.ts';
import { moduleAbi, sharedAbi } from '../../../runtime/execution/abi.ts';
import { evaluate } from '../../../runtime/modules/evaluate.ts';
import { block, give, int, lit, moduleOf, op, routine } from '../../support/typed/typed-tree.ts';

const module = moduleOf([routine('function', 'seven', [], INT, block(give(op('add', int, lit(3), lit(4)))))]);

test('comments and white space do not change a fingerprint, anything else does', () => {
  const of = (text: string): string => fingerprint({ text, dependencies: [], usedTables: [] });
  assert.is(of("let a = 'x -- y' -- note\nreturn a"), of("let  a = 'x -- y'\n\n  /* more */ return a"));
  assert.is.not(of("let a = 'x  y'"), of("let a = 'x y'"));
  assert.is.not(of('return a'), of('return\na'));
  assert.is.not(fingerprint({ text: 'a', dependencies: ['f'], usedTables: [] }), of('a'));
  assert.is(meaningOf("a 'it''s -- so' # b"), "a 'it''s -- so'");
});

test('a bundled module runs in the loader', async () => {
  const { code, manifest, map } = await bundle(emit(module));
  assert.match(manifest.fingerprint, /^[0-9a-f]{32}$/);
  const { sources, sourcesContent } = JSON.parse(map) as Record<'sources' | 'sourcesContent', readonly string[]>;
  assert.equal(sources, [module.typed.file.name], 'the map leads to the source, not to the text in between');
  assert.equal(sourcesContent, [module.typed.file.text]);
  const { seven } = evaluate(
    code,
    'gobi:test',
    moduleAbi(
      sharedAbi(() => undefined),
      manifest,
      () => undefined,
    ),
    () => {
      throw new Error('nothing is imported');
    },
  );
  assert.is(seven!({ depth: 0 }), 7);
});

test('the same module is an ES module that anyone may import', async () => {
  const { code, manifest } = await bundle(emit(module));
  const abi = moduleAbi(
    sharedAbi(() => undefined),
    manifest,
    () => undefined,
  );
  const names: string[] = [];
  for (const name in abi) names.push(name);
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'gobi:abi' ? { url: 'gobi:abi', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === 'gobi:abi'
        ? {
            format: 'module',
            shortCircuit: true,
            source: `const { ${names.join(', ')} } = globalThis.abiOfTest; export { ${names.join(', ')} };`,
          }
        : next(url, context),
  });
  Object.assign(globalThis, { abiOfTest: abi });
  try {
    const { seven } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      seven: (frame: object) => unknown;
    };
    assert.is(seven({ depth: 0 }), 7);
  } finally {
    hooks.deregister();
    Reflect.deleteProperty(globalThis, 'abiOfTest');
  }
});

test.run();
