import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import type { DiagnosticCode } from '../../../../compiler/diagnostics/diagnostic.ts';
import { pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { renderText } from '../../../../compiler/diagnostics/render/render-text.ts';
import { checkParsed, parseFile, readLibrary } from '../../../../compiler/pipeline.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';
import { librarySources } from '../../../../stdlib/sources.ts';

/** Wrong examples that give another finding, or none, in a script checked alone; each with the reason. */
const parked: Partial<Record<DiagnosticCode, string>> = {
  PLG1008: 'the example tells of hundreds of parentheses and does not show them',
  PLG1011: 'is about files of a project',
  PLG1112: 'the parser refuses every target that is no path before its type is asked',
  PLG1603: 'the library has no function yet that waits',
};

const library = readLibrary(librarySources());

function check(text: string): { readonly codes: readonly string[]; readonly problems: number; readonly shown: string } {
  const file = sourceFile('example.plg', `${text}\n`);
  const { diagnostics } = checkParsed(parseFile(file), { view: EMPTY_VIEW, library, mode: 'script' });
  return {
    codes: diagnostics.map((each) => each.code),
    problems: diagnostics.filter((each) => each.severity !== 'info').length,
    shown: renderText(diagnostics, new Map([[file.name, file.text]])),
  };
}

for (const [code, { wrong, right }] of Object.entries(pages)) {
  test(`${code}: the right example gives nothing but information, and not this code`, () => {
    const { codes, problems, shown } = check(right);
    assert.is(problems, 0, shown);
    assert.not.ok(codes.includes(code), shown);
  });
  test(`${code}: the wrong example gives the code, unless it is parked`, () => {
    const { codes, shown } = check(wrong);
    const reason = parked[code as DiagnosticCode];
    if (reason === undefined) assert.ok(codes.includes(code), shown);
    else assert.not.ok(codes.includes(code), `${code} is given now: take it off the list`);
  });
}

test.run();
