import ts from 'typescript';

/** The text of a module as TypeScript, or with `javascript` as what runs: the same text without its type annotations. */
export function printModule(
  file: ts.SourceFile,
  options: { readonly javascript: boolean } = { javascript: false },
): string {
  const printed = options.javascript ? withoutTypes(file) : file;
  return ts.createPrinter({ newLine: ts.NewLineKind.LineFeed, removeComments: false }).printFile(printed);
}

/** Drops the annotations that the builder can make: those of parameters. */
function withoutTypes(file: ts.SourceFile): ts.SourceFile {
  const result = ts.transform(file, [
    (context) => {
      const visit: ts.Visitor = (node) => {
        if (ts.isParameter(node) && node.type !== undefined)
          return ts.factory.createParameterDeclaration(
            undefined,
            node.dotDotDotToken,
            node.name,
            undefined,
            undefined,
            node.initializer,
          );
        return ts.visitEachChild(node, visit, context);
      };
      return (root) => ts.visitNode(root, visit) as ts.SourceFile;
    },
  ]);
  return result.transformed[0]!;
}
