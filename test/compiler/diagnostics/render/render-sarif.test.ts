import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import { diagnostic } from '../../../../compiler/diagnostics/diagnostic.ts';
import { renderSarif } from '../../../../compiler/diagnostics/render/render-sarif.ts';
import type { SarifLog } from '../../../../compiler/diagnostics/render/sarif-log.ts';

const readJson = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;
// The schema is written in draft 4, where a schema names itself by `id`.
const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true });
ajv.addMetaSchema(
  readJson('node_modules/ajv/lib/refs/json-schema-draft-04.json'),
  'http://json-schema.org/draft-04/schema',
);
const isSarif = ajv.compile(readJson('test/fixtures/sarif/sarif-schema-2.1.0.json'));

const text = 'let 名 = x\nselect nme\n  from users\n';
const texts = new Map([['my dir/a.plg', text]]);
const fix = { title: 'write `name`', edits: [{ span: { start: 17, end: 20 }, replacement: 'name' }] };
const related = [{ file: 'b.plg', span: { start: 5, end: 7 }, message: 'declared here' }];
const found: readonly Diagnostic[] = [
  diagnostic('PLG1302', { table: 'users', column: 'nme' }, 'my dir/a.plg', { start: 17, end: 20 }, { fix, related }),
  diagnostic('PLG1105', { name: '名' }, 'my dir/a.plg', { start: 4, end: 5 }),
  diagnostic('PLG1701', { name: 'b', type: 'int' }, 'b.plg', { start: 0, end: 1 }),
  diagnostic('PLG1105', { name: 'x' }, 'my dir/a.plg', { start: 8, end: 9 }),
];

function logOf(diagnostics: readonly Diagnostic[]): SarifLog {
  const log = JSON.parse(renderSarif(diagnostics, texts, '1.2.3')) as SarifLog;
  assert.ok(isSarif(log), JSON.stringify(isSarif.errors, undefined, 2));
  return log;
}

test('the log is valid, with findings and without', () => {
  assert.equal(logOf([]).runs[0].results, []);
  assert.is(logOf(found).runs[0].results.length, 4);
});

test('the schema refuses what is no log', () => {
  assert.not.ok(isSarif({ ...logOf(found), version: '2.0.0' }));
  assert.not.ok(isSarif({ ...logOf(found), runs: [{ results: [] }] }));
});

test('each code that was found is a rule, and results point at theirs', () => {
  const [{ tool, results, columnKind }] = logOf(found).runs;
  const { name, version, rules } = tool.driver;
  assert.equal([name, version, columnKind], ['gobi', '1.2.3', 'unicodeCodePoints']);
  assert.equal(
    rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration.level]),
    [
      ['PLG1105', 'warning'],
      ['PLG1302', 'error'],
      ['PLG1701', 'note'],
    ],
  );
  for (const { ruleId, ruleIndex } of results) assert.is(rules[ruleIndex]?.id, ruleId);
});

test('places are paths as URIs with lines and columns; a file without text has no region', () => {
  const { results } = logOf(found).runs[0];
  const column = results.find(({ ruleId }) => ruleId === 'PLG1302');
  assert.equal(column?.locations[0].physicalLocation, {
    artifactLocation: { uri: 'my%20dir/a.plg' },
    region: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 11 },
  });
  assert.equal(column?.relatedLocations, [
    { id: 1, physicalLocation: { artifactLocation: { uri: 'b.plg' } }, message: { text: 'declared here' } },
  ]);
  assert.equal(column?.fixes?.[0].artifactChanges[0].replacements, [
    {
      deletedRegion: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 11 },
      insertedContent: { text: 'name' },
    },
  ]);
});

test.run();
