import type ts from 'typescript';
import { typescript } from './typescript.ts';

/** A module's JavaScript and the version 3 source map (JSON) that leads from it to the one source its nodes are tied to (`spanned`). */
export interface MappedCode {
  readonly code: string;
  readonly map: string;
}

/** The parts of the library that write text and map in one pass. Its declarations leave them out; its version is fixed, and a test holds them to their result. */
interface MappingLibrary {
  createTextWriter(newLine: string): TextWriter;
  createSourceMapGenerator(
    host: { getCurrentDirectory(): string; getCanonicalFileName(name: string): string },
    file: string,
    root: string,
    folder: string,
    options: object,
  ): MapGenerator;
}

interface TextWriter {
  getText(): string;
}

interface MapGenerator {
  toJSON(): { sources: string[]; sourcesContent?: readonly string[] };
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
  const { createTextWriter, createSourceMapGenerator } = typescript() as unknown as MappingLibrary;
  const host = typescript().createSourceFile('/source', '', typescript().ScriptTarget.ES2024);
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
  printer.writeFile(typescript().factory.updateSourceFile(host, file.statements), writer, generator);
  return { code: writer.getText(), map: JSON.stringify({ ...generator.toJSON(), sources: [source.name] }) };
}
