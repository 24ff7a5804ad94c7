import type { automationMessages } from '../messages/automation-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG14xx. */
export const automationPages: Readonly<Record<keyof typeof automationMessages, ExplainPage>> = {
  PLG1401: {
    about: 'The object has no option of this name. Keys of your own, for tools of your own, begin with x_.',
    wrong: `upsert procedure p as <{shed: ['@daily']}> () returns void { }`,
    right: `upsert procedure p as <{sched: ['@daily']}> () returns void { }`,
  },
  PLG1402: {
    about:
      'The kind of a procedure says how it is run: FULL, VIEW, INCREMENTAL_BY_TIME_RANGE, INCREMENTAL_BY_UNIQUE_KEY and the others of the reference. An unknown one is kept, but does nothing.',
    wrong: `upsert procedure p as <{kind: 'FUL'}> () returns void { }`,
    right: `upsert procedure p as <{kind: 'FULL'}> () returns void { }`,
  },
  PLG1403: {
    about:
      "A trigger runs a procedure. This one does not say which, so it is stored and waits: firing it records a skipped run and never fails the statement. It is bound by call, by the name of an object in exe, by a procedure with the option triggers, or by a procedure with the trigger's own name.",
    wrong: `create table customers (id int primary key)
upsert trigger as audit_customers (timing: 'after', event: 'insert', target: 'customers', exe: 'procedure')`,
    right: `create table customers (id int primary key)
upsert procedure note_customer as <{}> () returns void { }
upsert trigger as audit_customers (timing: 'after', event: 'insert', target: 'customers', exe: 'procedure', call: 'note_customer')`,
  },
  PLG1404: {
    about: 'The object that shall be called does not exist yet. It may be declared later, but before it is run.',
    wrong: `upsert schedule as nightly (sched: '0 2 * * *', exe: 'procedure', call: 'bakup')`,
    right: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '0 2 * * *', exe: 'procedure', call: 'backup')`,
  },
  PLG1405: {
    about: 'exe says what kind of object is run: exactly one of pipeline, procedure and function.',
    wrong: `create table t (id int)
upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 't', exe: 'pipeline|procedure')`,
    right: `create table t (id int)
upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 't', exe: 'procedure', call: 'note')`,
  },
  PLG1406: {
    about:
      'A schedule is written as five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Fields take *, lists, ranges, steps such as */5, and the names of months and days; @hourly, @daily, @weekly and @monthly are short forms.',
    wrong: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '61 * * * *', exe: 'procedure', call: 'backup')`,
    right: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '1 * * * *', exe: 'procedure', call: 'backup')`,
  },
  PLG1407: {
    about:
      "Nobody is there to give arguments when a schedule starts the procedure. They come from the schedule's args, or from defaults.",
    wrong: `upsert procedure load as <{sched: ['@daily']}> (source string) returns void { print(source) }`,
    right: `upsert procedure load as <{sched: ['@daily']}> (source string = 'in.csv') returns void { print(source) }`,
  },
  PLG1408: {
    about:
      'The procedure names a schedule that is not declared. It may be declared later; until then nothing starts it.',
    wrong: `upsert procedure load as <{sched: ['nightly']}> () returns void { }`,
    right: `upsert schedule as nightly (sched: '0 2 * * *', exe: 'procedure', call: 'load')
upsert procedure load as <{sched: ['nightly']}> () returns void { }`,
  },
  PLG1409: {
    about:
      'A timing of both before and after fires the trigger twice for each change. That is allowed, but seldom meant.',
    wrong: `create table t (a int)
upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'before|after', event: 'insert', target: 't', exe: 'procedure', call: 'note')`,
    right: `create table t (a int)
upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 't', exe: 'procedure', call: 'note')`,
  },
  PLG1410: {
    about: 'The option exists, but does not take this value. The hint names the type or the values that it takes.',
    wrong: `upsert procedure p as <{retries: 'three'}> () returns void { }`,
    right: `upsert procedure p as <{retries: 3}> () returns void { }`,
  },
  PLG1411: {
    about:
      'The object cannot work without this option: a schedule needs a time, a trigger a table, a kind that goes by key its key.',
    wrong: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (exe: 'procedure', call: 'backup')`,
    right: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '@daily', exe: 'procedure', call: 'backup')`,
  },
  PLG1412: {
    about: 'Steps run after what they depend on. These depend on each other in a circle, so none could be first.',
    wrong: `upsert procedure load as <{}> () returns void { }
upsert procedure report as <{}> () returns void { }
upsert pipeline as nightly (steps: ['load', 'report'], depends_on: {load: ['report'], report: ['load']})`,
    right: `upsert procedure load as <{}> () returns void { }
upsert procedure report as <{}> () returns void { }
upsert pipeline as nightly (steps: ['load', 'report'], depends_on: {report: ['load']})`,
  },
  PLG1413: {
    about: 'Time zones are given by their name in the IANA list. Without tz a schedule is in UTC.',
    wrong: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '@daily', tz: 'Europe/Berln', exe: 'procedure', call: 'backup')`,
    right: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '@daily', tz: 'Europe/Berlin', exe: 'procedure', call: 'backup')`,
  },
  PLG1414: {
    about: 'A new procedure needs parameters and a body. Options alone change a procedure that exists.',
    wrong: `upsert procedure p as <{kind: 'FULL'}>`,
    right: `upsert procedure p as <{kind: 'FULL'}> () returns void { }`,
  },
  PLG1415: {
    about: 'exe and the object that is called disagree about what it is.',
    wrong: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '@daily', exe: 'function', call: 'backup')`,
    right: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '@daily', exe: 'procedure', call: 'backup')`,
  },
  PLG1416: {
    about: 'The pipeline names a step that does not exist yet. It must exist before the pipeline runs.',
    wrong: `upsert procedure load as <{}> () returns void { }
upsert pipeline as nightly (steps: ['load', 'reprt'])`,
    right: `upsert procedure load as <{}> () returns void { }
upsert procedure report as <{}> () returns void { }
upsert pipeline as nightly (steps: ['load', 'report'])`,
  },
  PLG1417: {
    about:
      'The table that the trigger watches is unknown. It may be created later; until then the trigger never fires.',
    wrong: `upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 'custommers', exe: 'procedure', call: 'note')`,
    right: `create table customers (id int primary key)
upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 'customers', exe: 'procedure', call: 'note')`,
  },
  PLG1418: {
    about:
      'A trigger gives its procedure arguments by name: new, old, rows, new_rows, old_rows, event, timing, target. Other parameters need a default.',
    wrong: `create table t (a int)
upsert procedure note as <{}> (reason string) returns void { print(reason) }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 't', exe: 'procedure', call: 'note')`,
    right: `create table t (a int)
upsert procedure note as <{}> (event string) returns void { print(event) }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 't', exe: 'procedure', call: 'note')`,
  },
};
