import type { Random } from './random.ts';

const names = [
  'a',
  'b',
  'total',
  'order_id',
  '`group`',
  'x1',
  'region',
  'limit',
  'type',
  'call',
  'source',
  'first',
  'test',
];
const tables = ['orders', 'sales.orders', 'customers', '`select`', 'target_table'];
const types = [
  'int',
  'string?',
  'decimal(12, 2)',
  'int[]',
  'table<a: int, ..r>',
  '{a: int, b: string?}',
  "'x'|'y'",
  'Array<int>',
  '(int, string) -> int',
  'row<orders>',
  'int|string',
  'timestamp',
];
const literals = [
  '1',
  '12.50',
  '1e3',
  "'text'",
  "'it''s'",
  '"double"',
  'true',
  'false',
  'null',
  "date '2026-01-01'",
  "interval '7 days'",
  'interval 3 hours',
  '$1',
  '$day',
  '@start',
];
const binary = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '||',
  '=',
  '==',
  '!=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  '&&',
  '??',
  '|>',
  '->>',
];

/** Makes random programs that are valid by the grammar, of any size, with comments here and there. */
export class ProgramGenerator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  program(statements: number): string {
    return Array.from({ length: statements }, () => this.#withComment(this.statement(3))).join('\n');
  }

  statement(depth: number): string {
    const e = (): string => this.expression(depth - 1);
    const block = (): string => this.#block(depth - 1);
    const { chance } = this.#random;
    const forms: (() => string)[] = [
      () =>
        `let ${this.#name()}${chance(0.3) ? `: ${this.#type()}` : ''} = ${chance(0.3) ? this.query(depth - 1) : e()};`,
      () => `${this.#name()}${chance(0.3) ? '.b' : ''}${chance(0.2) ? `[${e()}]` : ''} = ${e()};`,
      () => `return ${e()};`,
      () =>
        `if ${this.#condition(depth)} ${block()}${chance(0.4) ? ` elif ${this.#condition(depth)} ${block()}` : ''}${chance(0.4) ? ` else ${block()}` : ''}`,
      () => `while ${this.#condition(depth)} ${block()}`,
      () => `for ${chance(0.3) ? 'i, ' : ''}x in ${chance(0.5) ? this.query(depth - 1) : this.#name()} ${block()}`,
      () => `call ${this.#name()}(${this.#list(e)})${chance(0.2) ? ' nowait' : ''};`,
      () => `throw Failed(${e()});`,
      () => `(${e()});`,
      () => `${this.query(depth)};`,
      () => `${this.change(depth)};`,
      () => `try ${block()} catch e ${block()}`,
      () =>
        `function f${chance(0.3) ? ` <${this.#type()}> ` : ''}(${this.#list(() => `${this.#name()} ${this.#type()}`)}) returns int ${chance(0.5) ? block() : `=> ${e()};`}`,
      () =>
        `upsert procedure p as <{ kind: 'FULL', sched: [${this.#list(e)}], mode: ${this.#random.pick(['full', 'before|after', '1', "'x'"])} }> (a int = ${e()}) raises E returns int as ${this.#random.pick(['sync', 'async'])} ${block()}`,
      () => `upsert trigger t (timing: before, event: 'insert', when: ${e()})${chance(0.3) ? ` ${block()}` : ''}`,
      () =>
        `create table if not exists ${this.#random.pick(tables)} (a int primary key, b ${this.#random.pick(['string', 'int?', 'decimal(10, 2)'])} not null default ${this.#random.pick(['1', "'x'", 'now()'])}, check (${e()}));`,
      () => `create or replace view v as ${this.query(depth - 1)};`,
    ];
    return this.#random.pick(forms)();
  }

  expression(depth: number): string {
    if (depth <= 0) return this.#random.pick([this.#random.pick(literals), this.#name(), `{${this.#name()}}`]);
    const e = (): string => this.expression(depth - 1);
    const p = (): string => `(${e()})`;
    const { chance, pick } = this.#random;
    const not = (): string => (chance(0.3) ? 'not ' : '');
    const forms: (() => string)[] = [
      () => `${this.#operand(depth)} ${pick(binary)} ${this.#operand(depth)}`,
      () => `${this.#operand(depth)} ${pick(binary)} ${this.#operand(depth)} ${pick(binary)} ${this.#operand(depth)}`,
      () => `${pick(['- ', 'not ', '+ '])}${this.#operand(depth)}`,
      () => `${this.#operand(depth)} is ${not()}null`,
      () => `${this.#operand(depth)} ${not()}between ${this.#operand(depth)} and ${this.#operand(depth)}`,
      () => `${this.#operand(depth)} ${not()}in (${this.#list(e, 1)})`,
      () => `${this.#operand(depth)} ${not()}in (${this.query(depth - 1)})`,
      () => `${this.#operand(depth)} ${not()}like ${pick(literals)}`,
      () => `${this.#operand(depth)} is ${not()}distinct from ${this.#operand(depth)}`,
      () => `case when ${p()} then ${p()}${chance(0.5) ? ` else ${p()}` : ''} end`,
      () => `match ${p()} { 1 | 2 -> ${e()}, 3..5 if ${p()} -> ${e()}, {k: 'x', n: _} -> ${e()}, _ -> ${e()} }`,
      () => `(try ${e()} catch ${chance(0.5) ? p() : `{ A => ${e()}, B as e => ${e()}, _ => throw }`})`,
      () => `exists (${this.query(depth - 1)})`,
      () => `${p()} > all (${this.query(depth - 1)})`,
      () => `extract(year from ${e()})`,
      () => `cast(${p()} as ${this.#type()})`,
      () => `f(${chance(0.5) ? 'x' : '(x, y)'} => ${chance(0.3) ? this.#block(depth - 1) : e()})`,
    ];
    return pick(forms)();
  }

  query(depth: number): string {
    const { chance, pick } = this.#random;
    const e = (): string => this.expression(depth - 1);
    const item = (): string =>
      pick([
        () => '*',
        () => 't.*',
        () => `(${e()})`,
        () => `(${e()}) as ${this.#name()}`,
        () =>
          `sum(${this.#name()}) over (partition by ${this.#name()} order by ${this.#name()} desc rows between 1 preceding and current row)`,
      ])();
    const source = (): string =>
      pick([
        () => pick(tables),
        () => `${pick(tables)} t`,
        () => `'file.parquet'`,
        () => `{${this.#name()}}`,
        () => (depth > 0 ? `(${this.query(depth - 1)}) as q` : 'u'),
        () => `f(${e()}) g`,
      ])();
    const join = (): string =>
      chance(0.4) ? ` ${pick(['join', 'left join', 'full outer join', 'anti join'])} ${source()} on (${e()})` : '';
    const select = (): string => `select ${chance(0.2) ? 'distinct ' : ''}${this.#list(item, 1)}`;
    const from = (): string => `from ${source()}${join()}`;
    const where = (): string => (chance(0.5) ? ` where (${e()})` : '');
    const group = (): string => (chance(0.3) ? ` group by ${this.#name()}, rollup (a, b) having (${e()})` : '');
    const core = (): string =>
      chance(0.7) ? `${select()} ${from()}${where()}${group()}` : `${from()}${where()} ${select()}${group()}`;
    const body = chance(0.2) ? `${core()} ${pick(['union', 'union all', 'intersect', 'except'])} ${core()}` : core();
    const tail = `${chance(0.3) ? ` order by ${this.#name()} desc nulls last` : ''}${chance(0.3) ? ' limit 10' : ''}`;
    const head = depth > 0 && chance(0.2) ? `with c as (${this.query(depth - 1)}) ` : '';
    return head + body + tail;
  }

  change(depth: number): string {
    const e = (): string => this.expression(depth - 1);
    return this.#random.pick([
      () =>
        `insert into ${this.#random.pick(tables)} (a, b) values (${e()}, ${e()}), (1, 2) on conflict (a) do nothing`,
      () => `insert into ${this.#random.pick(tables)} ${this.query(depth - 1)}`,
      () => `update ${this.#random.pick(tables)} set a = (${e()}), b = (${e()}) where (${e()}) returning *`,
      () => `delete from ${this.#random.pick(tables)} where (${e()})`,
      () => `upsert into ${this.#random.pick(tables)} values (${e()}) on a, b`,
      () =>
        `merge into orders o using customers c on (${e()}) when matched and (${e()}) then update set a = (${e()}) when not matched then insert (a) values (${e()})`,
    ])();
  }

  #operand(depth: number): string {
    const inner = this.expression(depth - 1);
    const name = this.#random.pick(['a', 'b', 'total', 'x1', '`group`']);
    return this.#random.pick([
      `(${inner})`,
      this.#random.pick(literals),
      name,
      `${name}.b`,
      `${name}[${inner}]`,
      `f(${inner})`,
      `${name}.m(${inner})`,
      `[${inner}]`,
      `{k: ${inner}}`,
      `(${inner})::int`,
      `count(*)`,
      `${name}[1:${inner}]`,
      `((${inner}) as string)`,
    ]);
  }

  #condition(depth: number): string {
    return `(${this.expression(depth - 1)})`;
  }

  #block(depth: number): string {
    if (depth <= 0) return '{ }';
    const statements = Array.from({ length: this.#random.below(3) }, () => this.#withComment(this.statement(depth)));
    return `{\n${statements.join('\n')}\n}`;
  }

  #withComment(text: string): string {
    const { chance, pick } = this.#random;
    const lead = chance(0.15) ? `${pick(['-- note', '// note', '# note', '/* note */', '/* two\n lines */'])}\n` : '';
    return `${lead}${text}${chance(0.15) ? ' -- behind' : ''}${chance(0.1) ? '\n' : ''}`;
  }

  #list(item: () => string, least = 0): string {
    return Array.from({ length: least + this.#random.below(3) }, item).join(', ');
  }

  #name(): string {
    return this.#random.pick(names);
  }

  #type(): string {
    return this.#random.pick(types);
  }
}
