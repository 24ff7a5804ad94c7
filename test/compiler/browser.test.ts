import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { librarySources } from '../../stdlib/sources.ts';

/* The checker as a web page bundles it, run where there is nothing but JavaScript itself. */
const test = suite('check in a browser');
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a page would write: the library comes from the package's `.plg` files as texts. */
const PAGE = `
import { check, readLibrary } from './compiler/index.ts';
${Object.keys(librarySources())
  .map((name, i) => `import text${i} from './stdlib/${name}';`)
  .join('\n')}
const library = readLibrary({ ${Object.keys(librarySources())
  .map((name, i) => `'${name}': text${i}`)
  .join(', ')} });
let project;
export function findings(files, view) {
  project = check({ files: JSON.parse(files), library }, view === undefined ? undefined : JSON.parse(view), project);
  return JSON.stringify(project.diagnostics.map(({ code, file, span }) => [code, file, span.start]));
}
export const globals = () => ['process', 'require', 'Buffer', 'setTimeout'].filter((name) => name in globalThis).join();
`;

async function page(): Promise<string> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: PAGE, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'page',
    loader: { '.plg': 'text' },
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  assert.equal(outside, [], 'nothing is loaded from elsewhere');
  return outputFiles[0]!.text;
}

test('a bundle for the browser finds mistakes without anything of Node', async () => {
  const context = createContext({});
  runInContext(await page(), context);
  const run = (script: string): unknown => runInContext(script, context);
  assert.is(run('page.globals()'), '');
  const files = {
    'shop.plg': 'create table orders (id int primary key, total decimal(12,2) not null)',
    'report.plg':
      "upsert procedure report as () returns int as sync { return SELECT count(*) FROM orders WHERE totl > upper('a'); }",
  };
  const ask = (texts: object, view?: object): unknown => {
    context['texts'] = JSON.stringify(texts);
    context['view'] = view === undefined ? undefined : JSON.stringify(view);
    return JSON.parse(String(run('page.findings(texts, view)')));
  };
  assert.equal(ask(files), [['PLG1302', 'report.plg', files['report.plg'].indexOf('totl')]]);
  const mended = { ...files, 'report.plg': files['report.plg'].replace("totl > upper('a')", 'total > 3') };
  assert.equal(ask(mended), []);
});

test.run();
