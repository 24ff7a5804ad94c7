import type ts from 'typescript';
import { typescript } from './typescript.ts';

/** The text of a module as TypeScript, or with `javascript` as what runs: the same text without its type annotations. */
export function printModule(
  file: ts.SourceFile,
  options: { readonly javascript: boolean } = { javascript: false },
): string {
  const printed = options.javascript ? withoutTypes(file) : file;
  return typescript()
    .createPrinter({ newLine: typescript().NewLineKind.LineFeed, removeComments: false })
    .printFile(printed);
}

/** Drops the annotations that the builder can make: those of parameters. */
function withoutTypes(file: ts.SourceFile): ts.SourceFile {
  const { factory, isParameter, visitEachChild, visitNode } = typescript();
  const visit: ts.Visitor = (node) =>
    isParameter(node) && node.type !== undefined
      ? factory.createParameterDeclaration(
          undefined,
          node.dotDotDotToken,
          node.name,
          undefined,
          undefined,
          node.initializer,
        )
      : visitEachChild(node, visit, undefined);
  return visitNode(file, visit) as ts.SourceFile;
}
