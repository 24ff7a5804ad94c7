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
  const result = typescript().transform(file, [
    (context) => {
      const visit: ts.Visitor = (node) => {
        if (typescript().isParameter(node) && node.type !== undefined)
          return typescript().factory.createParameterDeclaration(
            undefined,
            node.dotDotDotToken,
            node.name,
            undefined,
            undefined,
            node.initializer,
          );
        return typescript().visitEachChild(node, visit, context);
      };
      return (root) => typescript().visitNode(root, visit) as ts.SourceFile;
    },
  ]);
  return result.transformed[0]!;
}
