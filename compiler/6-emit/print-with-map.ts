import ts from 'typescript';

/** A module's JavaScript and the version 3 source map that leads from it to the sources its nodes are tied to (`spanned`). */
export interface MappedCode {
  readonly code: string;
  readonly map: string;
}

/** Prints a built module through `program.emit`, which is the one way TypeScript writes maps. `fileName` is the module's (`daily_etl.js`). */
export function printWithMap(file: ts.SourceFile, fileName: string): MappedCode {
  const host = `${fileName.replace(/\.js$/, '')}.ts`;
  const empty = ts.createSourceFile(host, '', ts.ScriptTarget.ES2024, false);
  const outputs = new Map<string, string>();
  const program = ts.createProgram({
    rootNames: [host],
    options: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ES2022,
      sourceMap: true,
      inlineSources: true,
      noLib: true,
      noResolve: true,
      isolatedModules: true,
      moduleDetection: ts.ModuleDetectionKind.Force,
      types: [],
      alwaysStrict: false,
    },
    host: {
      fileExists: (path) => path === host,
      readFile: () => undefined,
      getSourceFile: (path) => (path === host ? empty : undefined),
      getDefaultLibFileName: () => 'lib.d.ts',
      getCurrentDirectory: () => '',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile: (path, text) => outputs.set(path.slice(path.lastIndexOf('.')), text),
    },
  });
  const replace: ts.TransformerFactory<ts.SourceFile> = () => (root) =>
    ts.factory.updateSourceFile(root, file.statements);
  program.emit(empty, undefined, undefined, false, { before: [replace] });
  return { code: withoutLink(outputs.get('.js')!), map: withoutHost(outputs.get('.map')!, host) };
}

function withoutLink(code: string): string {
  return code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');
}

interface RawMap {
  sources: string[];
  sourcesContent?: (string | null)[];
}

/** The file that held no text is given the name of what it became, so that it does not look like a source to read. */
function withoutHost(map: string, host: string): string {
  const raw = JSON.parse(map) as RawMap;
  raw.sources = raw.sources.map((source) => (source === host ? '' : source));
  return JSON.stringify(raw);
}
