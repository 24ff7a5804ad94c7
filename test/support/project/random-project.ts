/** Random numbers from a seed: the same seed gives the same ones (mulberry32). */
export interface Random {
  /** A whole number from 0 and below the limit. */
  readonly below: (limit: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, pick: (values) => values[below(values.length)]! };
}

/** Texts of files by name. */
export type Texts = ReadonlyMap<string, string>;

const OBJECTS = 14;
const TYPES = ['int', 'string', 'decimal(12,2)', 'timestamp'];
const FOLDERS = ['', 'sales/', 'z/'];

/** A project of some twenty files whose declarations use each other, also in circles; some names lead nowhere. */
export function randomProject(random: Random, files = 20): Texts {
  return new Map(Array.from({ length: files }, (_, i) => [fileName(random, i), randomFile(random)]));
}

/** The project with one change: a text, or a file that is added, deleted or renamed. */
export function randomEdit(random: Random, project: Texts): Texts {
  const next = new Map(project);
  const name = random.pick([...project.keys()]);
  switch (random.below(8)) {
    case 0:
      next.set(fileName(random, random.below(1000)), randomFile(random));
      break;
    case 1:
      if (next.size > 5) next.delete(name);
      break;
    case 2: {
      const text = next.get(name)!;
      next.delete(name);
      next.set(fileName(random, random.below(1000)), text);
      break;
    }
    case 3:
    case 4:
      next.set(name, randomFile(random));
      break;
    default:
      next.set(name, tweak(random, next.get(name)!));
  }
  return next;
}

function fileName(random: Random, number: number): string {
  return `${random.pick(FOLDERS)}f${number}.plg`;
}

function tweak(random: Random, text: string): string {
  switch (random.below(5)) {
    case 0:
      return `${text}\n-- a comment\n`;
    case 1:
      return text.replace(/\d+/, (digits) => String(Number(digits) + 1));
    case 2:
      return text.replace(/\b(int|string)\b/, random.pick(TYPES));
    case 3:
      return text.replace(/\bc[0-3]\b/, `c${random.below(6)}`);
    default:
      return text.slice(0, random.below(text.length + 1));
  }
}

function randomFile(random: Random): string {
  return Array.from({ length: 1 + random.below(2) }, () => declaration(random)).join('\n');
}

function declaration(random: Random): string {
  const own = random.below(OBJECTS);
  const other = random.below(OBJECTS + 1);
  switch (random.below(11)) {
    case 0:
    case 1:
      return `create table t${own} (c0 int primary key, c1 ${random.pick(TYPES)} not null, c2 ${random.pick(TYPES)} default ${random.pick(['null', `f${other}(1)`])});`;
    case 2:
      return `create view v${own} as select ${random.pick(['*', 'c0, c1', 'c1 as c0, c2'])} from ${random.pick(['t', 'v'])}${other};`;
    case 3:
      return `function f${own}(a int) returns ${random.pick(['int', 'string'])} { return a + ${other}; }`;
    case 4:
      return `function f${own}(a int) { return f${other}(a) + 1; }`;
    case 5:
      return `function f${own}(a) { return ${random.pick([`f${other}(a)`, 'a', 'a + 1', `f${other}(a) + a`])}; }`;
    case 6:
      return `upsert procedure p${own} as (a int) raises E${other} as sync { ${random.pick(['', `call p${other}(a);`])} if a > ${other} { throw E${random.below(OBJECTS)}('much'); } }`;
    case 7:
      return `upsert procedure p${own} as <{ kind: 'FULL', pipeline: 'l${other}', depends_on: 'p${random.below(OBJECTS)}' }> (a int) as sync { insert into t${other} (c0, c1) values (a, f${own}(a)); }`;
    case 8:
      return `type exception as E${own} ('number ${other}')`;
    case 9:
      return `upsert pipeline as l${own} (${random.pick([`steps: ['p${other}']`, `sched: 's${other}'`, `steps: [{ call: 'p${other}', args: { a: 1 } }]`])})`;
    default:
      return `type struct as S${own} (c0 int, c1 ${random.pick([...TYPES, `S${other}`])})\nfunction g${own}(s S${other}) returns int { let found = select c0, c1 from v${own} where c1 = ${own}; return s.c0; }`;
  }
}
