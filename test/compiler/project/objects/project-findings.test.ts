import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { projectFindings } from '../../../../compiler/project/objects/project-findings.ts';
import { checkParsed, parseFile } from '../../../../compiler/pipeline.ts';
import { projectOf } from '../../../support/compile/follow.ts';

/** Findings of the files of a project and perhaps a script together, as `1.plg PLG1313 'guilty text'`. */
function found(texts: readonly string[], options: { unused?: boolean; script?: string } = {}): readonly string[] {
  const { unused = false, script } = options;
  const project = projectOf(texts);
  const files = [...project.files.values()].map(({ checked }) => checked);
  if (script !== undefined) {
    const parsed = parseFile({ name: 'script.plg', text: script, dialect: 'plg' });
    files.push(checkParsed(parsed, { ...project.surroundings, view: project.view, mode: 'script' }));
  }
  const all = projectFindings(files, () => project.view, project.surroundings, { unused });
  return all.map(({ file, code, span }) => {
    const text = files.find((each) => each.file.name === file)!.file.text;
    return `${file} ${code} '${text.slice(span.start, span.end)}'`;
  });
}

const tables = 'create table a (id int primary key, n int);\ncreate table b (id int primary key, n int);\n';
const procedures = `upsert procedure to_b as (event string) returns void as sync { insert into b values (1, 1); }
upsert procedure to_a as (event string) returns void as sync { update a set n = 2 where id = 1; }
`;
const onA = "upsert trigger as on_a (timing: 'after', event: 'update', target: 'a', call: 'to_b')\n";
const onB = "upsert trigger as on_b (timing: 'after', event: 'insert', target: 'b', call: 'to_a')\n";

test('a circle of triggers over several files is found once, at the last trigger', () => {
  assert.equal(found([tables, procedures, onA, onB]), ["3.plg PLG1313 'on_b'"]);
});

test('a trigger whose procedure in another file fires it again', () => {
  const onItself = "upsert trigger as on_a (timing: 'after', event: 'update', target: 'a', call: 'to_a')\n";
  assert.equal(found([tables, procedures, onItself]), ["2.plg PLG1313 'on_a'"]);
});

test('triggers that end are no circle, nor are columns that no trigger waits for', () => {
  assert.equal(found([tables, procedures, onA]), []);
  const onId =
    "upsert trigger as on_a (timing: 'after', event: 'update', target: 'a', columns: ['id'], call: 'to_b')\n";
  assert.equal(found([tables, procedures, onId, onB]), []);
});

test('a circle in one file is told once', () => {
  assert.equal(found([tables + procedures + onA + onB]), ["0.plg PLG1313 'on_b'"]);
});

test('a comment ignores what is found in several files, and counts as used', () => {
  assert.equal(found([tables, procedures, onA, `-- gobi-ignore PLG1313: it ends at 2\n${onB}`]), []);
});

test('a table is dropped that a procedure of another file reads, and a procedure that another one calls', () => {
  const reader = 'upsert procedure reads as () returns int { return (select count(*) from a) }\n';
  const caller = 'upsert procedure calls as () returns int { return reads() }\n';
  assert.equal(found([tables, reader, caller], { script: 'drop table b;\ndrop table a;' }), [
    "script.plg PLG1340 'drop table a'",
  ]);
  assert.equal(found([tables, reader, caller], { script: 'drop procedure reads;' }), [
    "script.plg PLG1340 'drop procedure reads'",
  ]);
  assert.equal(found([tables, reader], { script: 'drop procedure reads;\ndrop table a;' }), []);
});

test('a column is dropped that nothing uses, or a view does', () => {
  const view = 'create view v as select id from a;\n';
  assert.equal(found([tables, view], { script: 'alter table a drop column n;' }), []);
  assert.equal(found([tables, view], { script: 'alter table a rename column id to key;' }), [
    "script.plg PLG1340 'alter table a rename column id to key'",
  ]);
});

test('what nothing uses is told when it is asked for', () => {
  const more = "type struct as Point (x int, y int);\nfunction f() returns string { return 'a' }\n";
  assert.equal(found([tables, more]), []);
  assert.equal(found([tables, more], { unused: true }), [
    "0.plg PLG1121 'b'",
    "1.plg PLG1121 'Point'",
    "1.plg PLG1121 'f'",
  ]);
});

test.run();
