import type ts from 'typescript';
import { lazy } from '../source/lazy.ts';

type Library = Pick<
  typeof ts,
  // what the command as one file holds of the library is read from this list
  | 'NewLineKind'
  | 'NodeFlags'
  | 'SyntaxKind'
  | 'addSyntheticLeadingComment'
  | 'createPrinter'
  | 'createSourceMapSource'
  | 'factory'
  | 'forEachChild'
  | 'isBigIntLiteral'
  | 'isCallExpression'
  | 'isConditionalExpression'
  | 'isIdentifier'
  | 'isIfStatement'
  | 'isNewExpression'
  | 'isNumericLiteral'
  | 'isParameter'
  | 'isPrefixUnaryExpression'
  | 'isStringLiteral'
  | 'isVariableStatement'
  | 'setSourceMapRange'
  | 'visitEachChild'
  | 'visitNode'
>;

/** The parts that write text and map in one pass. The library's declarations leave them out; its version is fixed, and a test holds them to their result. */
export interface MappingParts {
  createTextWriter(newLine: string): TextWriter;
  createSourceMapGenerator(
    host: { getCurrentDirectory(): string; getCanonicalFileName(name: string): string },
    file: string,
    root: string,
    folder: string,
    options: object,
  ): MapGenerator;
}

export interface TextWriter {
  getText(): string;
}

export interface MapGenerator {
  toJSON(): { sources: string[]; sourcesContent?: readonly string[] };
}

/**
 * The TypeScript library, loaded when code is first written: a check never pays for it. Required, because an import of a CommonJS module of nine megabytes
 * is read through once more for the names that it exports. What it is required by is asked for here, so that a check runs where there is no Node.
 */
export const typescript: () => Library & MappingParts = lazy(() => {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(import.meta.url)('typescript') as Library & MappingParts;
});
