import type { Diagnostic, Fix, Severity } from '../../contract/diagnostic.ts';
import type { Place, Span } from '../../contract/span.ts';
import { lineIndex, positionAt, type LineIndex } from '../../source/line-index.ts';
import { explanationOf } from '../explain/explain.ts';
import { sortDiagnostics } from '../sort-diagnostics.ts';
import type { SourceTexts } from './render-text.ts';
import type {
  SarifFix,
  SarifLevel,
  SarifLocation,
  SarifLog,
  SarifRegion,
  SarifResult,
  SarifRule,
} from './sarif-log.ts';

const levels: Readonly<Record<Severity, SarifLevel>> = { error: 'error', warning: 'warning', info: 'note' };
type Indexes = ReadonlyMap<string, LineIndex>;

/**
 * The findings as a SARIF 2.1.0 log, two spaces deep, without a line end. The rules are the codes that were found.
 * `version` is that of the tool.
 */
export function renderSarif(diagnostics: readonly Diagnostic[], texts: SourceTexts, version: string): string {
  const indexes = new Map([...texts].map(([file, text]) => [file, lineIndex(text)]));
  const sorted = sortDiagnostics(diagnostics);
  const codes = [...new Set(sorted.map(({ code }) => code))].sort();
  const ruleIndexes = new Map(codes.map((code, i) => [code, i]));
  const log: SarifLog = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gobi', version, rules: codes.map(ruleOf) } },
        columnKind: 'unicodeCodePoints',
        results: sorted.map((each) => resultOf(each, ruleIndexes.get(each.code) ?? -1, indexes)),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function ruleOf(code: string): SarifRule {
  const page = explanationOf(code);
  if (page === undefined) throw new Error(`${code} is not in the table`);
  const { about, wrong, right, severity } = page;
  const fence = '```';
  return {
    id: code,
    fullDescription: { text: about },
    help: {
      text: `${about}\n\nWrong:\n${wrong}\n\nRight:\n${right}`,
      markdown: `${about}\n\nWrong:\n\n${fence}\n${wrong}\n${fence}\n\nRight:\n\n${fence}\n${right}\n${fence}`,
    },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf(each: Diagnostic, ruleIndex: number, indexes: Indexes): SarifResult {
  const { code, severity, message, hint, related = [], fix, file } = each;
  const index = indexes.get(file);
  const relatedLocations = related.map((place, i) => ({
    id: i + 1,
    ...locationOf(place, indexes),
    message: { text: place.message },
  }));
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}\nhint: ${hint}` },
    locations: [locationOf(each, indexes)],
    ...(related.length === 0 ? {} : { relatedLocations }),
    ...(fix === undefined || index === undefined ? {} : { fixes: [fixOf(fix, file, index)] }),
  };
}

function fixOf({ title, edits }: Fix, file: string, index: LineIndex): SarifFix {
  const replacements = edits.map(({ span, replacement }) => ({
    deletedRegion: regionOf(span, index),
    insertedContent: { text: replacement },
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation: { uri: uriOf(file) }, replacements }] };
}

function locationOf({ file, span }: Place, indexes: Indexes): SarifLocation {
  const index = indexes.get(file);
  const artifactLocation = { uri: uriOf(file) };
  return {
    physicalLocation: { artifactLocation, ...(index === undefined ? {} : { region: regionOf(span, index) }) },
  };
}

function regionOf(span: Span, index: LineIndex): SarifRegion {
  const start = positionAt(index, span.start);
  const end = positionAt(index, span.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A path as a relative reference: forward slashes, and what a URI keeps for itself in percent form. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
