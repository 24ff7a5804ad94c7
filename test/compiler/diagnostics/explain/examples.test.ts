import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { renderText } from '../../../../compiler/diagnostics/render/render-text.ts';
import { checkParsed, parseFile, readLibrary } from '../../../../compiler/pipeline.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';
import { librarySources } from '../../../../stdlib/sources.ts';

const library = readLibrary(librarySources());

function check(
  text: string,
  mode: 'project' | 'script',
): { readonly codes: readonly string[]; readonly problems: number; readonly shown: string } {
  const file = sourceFile('example.plg', `${text}\n`);
  const { diagnostics } = checkParsed(parseFile(file), { view: EMPTY_VIEW, library, mode });
  return {
    codes: diagnostics.map((each) => each.code),
    problems: diagnostics.filter((each) => each.severity !== 'info').length,
    shown: renderText(diagnostics, new Map([[file.name, file.text]])),
  };
}

for (const [code, { wrong, right, project }] of Object.entries(pages)) {
  test(`${code}: the right example gives nothing but information, and not this code`, () => {
    const { codes, problems, shown } = check(right, project ? 'project' : 'script');
    assert.is(problems, 0, shown);
    assert.not.ok(codes.includes(code), shown);
  });
  test(`${code}: the wrong example gives the code`, () => {
    const { codes, shown } = check(wrong, project ? 'project' : 'script');
    assert.ok(codes.includes(code), shown);
  });
}

test.run();
