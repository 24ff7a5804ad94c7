import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verify } from '../../../runtime/modules/verify.ts';

const module = (body: string, head = ''): string =>
  `import * as abi from 'gobi:abi';\n${head}function f(frame, a) {\n${body}\n}\nexport { f };\n`;

const allowed: readonly string[] = [
  'return abi.add(a, 1);',
  'let s = 0; for (let i = 0; i < a.length; i++) { if (i === 3) continue; s = abi.add(s, a[i]); } return s;',
  'for (const part$ of abi.parts(a, [0])) { const c = part$.columns[0]; for (let row$ = 0; row$ < part$.length; row$++) { abi.keep(frame, "x", c[row$]); } }',
  'return { $name: a.$name, $other: a["$with space"] };',
  'try { return ((x) => x + 1)(a); } catch (thrown$) { throw abi.caught(frame, thrown$, 0); }',
  'for (let i = abi.bound(a), b = 1; false; ) { } return Math.fround(a) === NaN ? null : undefined;',
];

test('what the compiler writes passes', () => {
  for (const body of allowed) verify(module(body), 'test', 'module');
});

/** Ways out that were thought of: each must be refused as a module of routines. */
const escapes: readonly (readonly [what: string, body: string])[] = [
  ['a global', 'return globalThis;'],
  ['process', 'return process.env;'],
  ['require', 'return require("fs");'],
  ['this', 'return this;'],
  ['eval', 'return eval("1");'],
  ['indirect eval', 'return (0, eval)("1");'],
  ['Function', 'return Function("return 1")();'],
  ['new Function', 'return new Function("return 1")();'],
  ['constructor', 'return a.constructor;'],
  ['constructor of a function', 'return (() => 1).constructor("return process")();'],
  ['quoted constructor', 'return a["constructor"];'],
  ['assembled constructor', 'return a["con" + "structor"];'],
  ['constructor in a variable', 'const k = "constructor"; return a[k];'],
  ['constructor by a loop', 'for (let k = "constructor"; k < "d"; k++) { return a[k]; }'],
  ['constructor by a loop that assigns', 'for (let k = 0; k < 9; k++) { k = "constructor"; return a[k]; }'],
  [
    'constructor by a shadowed counter',
    'for (let k = 0; k < 9; k++) { const g = (k) => a[k]; return g("constructor"); }',
  ],
  ['constructor from a list', 'return a[abi.element(["constructor"], 0)];'],
  ['constructor in a template', 'return a[`constructor`];'],
  ['prototype', 'a.prototype.x = 1;'],
  ['__proto__', 'return a.__proto__;'],
  ['__proto__ in a literal', 'return { __proto__: a };'],
  ['quoted __proto__ in a literal', 'return { "__proto__": a };'],
  ['a computed key', 'return { [a]: 1 };'],
  ['destructuring', 'const { constructor } = a; return constructor;'],
  ['destructuring of the frame', 'const { session } = frame; return session;'],
  ['a destructuring parameter', 'return (({ session }) => session)(frame);'],
  ['a property of a string', 'return a.replace("x", "y");'],
  ['apply', 'return f.apply(null, []);'],
  ['toString', 'return f.toString();'],
  ['a method of a list', 'return a.map((x) => x);'],
  ['Reflect', 'return Reflect.get(a, "x");'],
  ['Object', 'return Object.keys(a);'],
  ['Symbol', 'return Symbol.iterator;'],
  ['Proxy', 'return new Proxy(a, {});'],
  ['Math.random', 'return Math.random();'],
  ['Date', 'return Date.now();'],
  ['import()', 'return import("node:fs");'],
  ['import.meta', 'return import.meta.url;'],
  ['async', 'return (async () => 1)();'],
  ['await', 'await a;'],
  ['a class', 'class X { static { } } return X;'],
  ['a getter', 'return { get x() { return 1; } };'],
  ['a method', 'return { x() { return this; } };'],
  ['new of a value', 'return new a();'],
  ['new of a field', 'return new a.$x();'],
  ['new of a type', 'return new Map();'],
  ['new of a global', 'return new WebAssembly.Module(a);'],
  ['a tagged template', 'return a`x`;'],
  ['a regular expression', 'return /x/.test(a);'],
  ['delete', 'delete a.$x;'],
  ['an assignment to a global', 'Math = a;'],
  ['a change of Math', 'Math.abs = a;'],
  ['a change of the abi', 'abi.add = a;'],
  ['an assignment to the abi', 'abi = a;'],
  ['optional chaining', 'return a?.constructor;'],
  ['arguments', 'return arguments[0];'],
  ['with', 'with (a) { return x; }'],
  ['a private name', 'return #x in a;'],
  ['a template', 'return `${a}`;'],
  ['a getter by defineGetter', 'a.__defineGetter__("$x", f);'],
  ['a getter in the fields of a struct', 'return { get $x() { return frame; } };'],
  ['a setter in the fields of a struct', 'return { set $x(value) { } };'],
  ['a spread of a struct', 'return { ...a };'],
  ['a prototype by the name of a field', 'return a["$x"].prototype;'],
  ['the name of a field with an escape', 'return a.\\u0063onstructor;'],
  ['a constructor in a label', 'constructor: for (;;) { return a[constructor]; }'],
  ['Function behind a comma', 'return (0, Function)("return 1")();'],
  ['Function by a field of the abi', 'return abi.add.constructor("return 1")();'],
  ['a generator of the abi', 'return abi.constructor;'],
  ['globalThis in a default', 'const g = (x = globalThis) => x; return g();'],
  ['an iterator', 'return a[Symbol.iterator];'],
  ['a generator', 'return function* () { }'],
  ['a debugger', 'debugger;'],
  ['super', 'return super.x;'],
  ['a frame member', 'return frame.session;'],
  ['a frame member by name', 'return frame["session"];'],
];

for (const [what, body] of escapes) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => verify(module(body), 'test', 'module'),
      (error: { code: string }) => error.code === 'SECURITY_003',
    );
  });
}

const shapes: readonly (readonly [what: string, code: string])[] = [
  ['another import', "import fs from 'node:fs';\nexport { fs };"],
  ['an import for effect', "import * as abi from 'gobi:abi';\nimport 'node:process';\nexport { abi };"],
  ['an import of a path', "import { call as f } from 'gobi:../x';\nexport { f };"],
  ['a re-export', "export { x } from 'node:fs';"],
  ['a default export', 'export default 1;'],
  ['an exported declaration', 'export const x = 1;'],
  ['code behind the export', 'const x = 1;\nexport { x };\nx;'],
  ['no JavaScript', 'let = =;'],
];

for (const [what, code] of shapes) {
  test(`refuses a module with ${what}`, () => {
    assert.throws(
      () => verify(code, 'test', 'module'),
      (error: { code: string }) => error.code === 'SECURITY_003',
    );
  });
}

test('a kernel may index by what it computes, and leads no further out', () => {
  const kernel = (body: string): string =>
    `import { createVector } from 'gobi:abi';\nfunction kernel(context, inputs, parameters) {\n${body}\n}\nexport { kernel };\n`;
  verify(
    kernel('const values = createVector(1); const at = inputs[0].length; return values[at & 3] + values[at];'),
    'test',
    'kernel',
  );
  for (const body of [
    'return process;',
    'return globalThis;',
    'return inputs.constructor;',
    'return inputs["constructor"];',
    'return inputs["a" + parameters];',
    'return inputs[`constructor`];',
    'const { constructor } = inputs; return constructor;',
    'return ((a) => a)`x`;',
    'return (0, eval)("1");',
    'return Function("return 1")();',
    'return new Function("return 1")();',
    'return import("node:fs");',
    'with (inputs) { return length; }',
    'return { get x() { return 1; } };',
    'inputs.__proto__ = null;',
    'createVector.prototype.x = 1;',
    'return createVector.call.apply(inputs);',
    'Math.abs = inputs;',
    'context = async () => 1;',
    'return this;',
  ]) {
    assert.throws(
      () => verify(kernel(body), 'test', 'kernel'),
      (error: { code: string }) => error.code === 'SECURITY_003',
      body,
    );
  }
});

test.run();
