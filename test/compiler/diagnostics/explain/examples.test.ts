import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW, type CatalogView } from '../../../../compiler/contract/catalog-view.ts';
import { pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { renderText } from '../../../../compiler/diagnostics/render/render-text.ts';
import { projectFindings } from '../../../../compiler/project/objects/project-findings.ts';
import { checkParsed, parseFile, readLibrary } from '../../../../compiler/pipeline.ts';
import { checkProject } from '../../../../compiler/index.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';
import { librarySources } from '../../../../stdlib/sources.ts';

const library = readLibrary(librarySources());

const declared = sourceFile(
  'data.plg',
  'create table orders (id int primary key)\ncreate role clerk\ngrant insert on table orders to clerk\n',
);
const { view } = checkProject([declared], { view: EMPTY_VIEW, library });
const clerksView: CatalogView = { ...view, access: { ...view.access!, role: 'clerk' } };

function check(
  text: string,
  mode: 'project' | 'script',
  unused: boolean,
  byClerk = false,
): { readonly codes: readonly string[]; readonly problems: number; readonly shown: string } {
  const file = sourceFile('example.plg', `${text}\n`);
  const surroundings = { view: byClerk ? clerksView : EMPTY_VIEW, library, mode };
  const checked = checkParsed(parseFile(file), surroundings);
  const diagnostics = projectFindings([checked], () => surroundings.view, surroundings, { unused });
  return {
    codes: diagnostics.map((each) => each.code),
    problems: diagnostics.filter((each) => each.severity !== 'info').length,
    shown: renderText(diagnostics, new Map([[file.name, file.text]])),
  };
}

for (const [code, { wrong, right, project, byClerk }] of Object.entries(pages)) {
  test(`${code}: the right example gives nothing but information, and not this code`, () => {
    const { codes, problems, shown } = check(right, project ? 'project' : 'script', code === 'PLG1121', byClerk);
    assert.is(problems, 0, shown);
    assert.not.ok(codes.includes(code), shown);
  });
  test(`${code}: the wrong example gives the code`, () => {
    const { codes, shown } = check(wrong, project ? 'project' : 'script', code === 'PLG1121', byClerk);
    assert.ok(codes.includes(code), shown);
  });
}

test.run();
