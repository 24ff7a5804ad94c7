import type { Diagnostic, Severity } from '../../contract/diagnostic.ts';
import { lineIndex, positionAt } from '../../source/line-index.ts';
import { sortDiagnostics } from '../sort-diagnostics.ts';
import type { SourceTexts } from './render-text.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** The findings as workflow commands of GitHub Actions, one a line, which shows them beside the changed lines. */
export function renderGithub(diagnostics: readonly Diagnostic[], texts: SourceTexts): string {
  const indexes = new Map([...texts].map(([file, text]) => [file, lineIndex(text)]));
  return sortDiagnostics(diagnostics)
    .map((each) => {
      const index = indexes.get(each.file);
      const properties: [name: string, value: string | number][] = [['file', each.file.replaceAll('\\', '/')]];
      if (index !== undefined) {
        const start = positionAt(index, each.span.start);
        const end = positionAt(index, each.span.end);
        properties.push(['line', start.line], ['endLine', end.line]);
        // Columns are only read where the place is within one line; the last one is part of the place.
        if (start.line === end.line)
          properties.push(['col', start.column], ['endColumn', Math.max(start.column, end.column - 1)]);
      }
      properties.push(['title', each.code]);
      const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
      const message = each.hint === undefined ? each.message : `${each.message}\nhint: ${each.hint}`;
      return `::${commands[each.severity]} ${written}::${escapeData(message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
