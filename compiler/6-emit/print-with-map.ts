import type ts from 'typescript';
import { typescript, type MapGenerator, type TextWriter } from './typescript.ts';

/** A module's JavaScript and the version 3 source map (JSON) that leads from it to the one source its nodes are tied to (`spanned`). */
export interface MappedCode {
  readonly code: string;
  readonly map: string;
}

interface MappingPrinter {
  writeFile(file: ts.SourceFile, writer: TextWriter, generator: MapGenerator): void;
}

/**
 * Prints a module that was built without type annotations. `source` is the file that its nodes are tied to. Going through `program.emit` instead gives the same
 * text and map, and costs three times as much, a hundred milliseconds for the first module.
 */
export function printWithMap(
  file: ts.SourceFile,
  source: { readonly name: string; readonly text: string },
): MappedCode {
  const { createTextWriter, createSourceMapGenerator } = typescript();
  const writer = createTextWriter('\n');
  const generator = createSourceMapGenerator(
    { getCurrentDirectory: () => '/', getCanonicalFileName: (name) => name },
    `${source.name}.js`,
    '',
    '/',
    {},
  );
  const printer = typescript().createPrinter({
    newLine: typescript().NewLineKind.LineFeed,
  }) as unknown as MappingPrinter;
  // a file that nobody parsed has no text, and the printer asks for it; under another name it would be a source of its own
  printer.writeFile(Object.assign(file, { fileName: source.name, text: '' }), writer, generator);
  return { code: writer.getText(), map: JSON.stringify({ ...generator.toJSON(), sources: [source.name] }) };
}
