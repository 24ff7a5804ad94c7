/** The same procedural work in both languages. `kind` decides which goal it counts for. */
export interface Loop {
  readonly name: string;
  readonly kind: 'pure' | 'statements';
  /** Statements that PostgreSQL runs once; the last expression is the call that is timed. */
  readonly postgres: { readonly setup: string; readonly before?: string; readonly call: string };
  readonly ours: {
    readonly setup: string;
    readonly before?: string;
    readonly call: string;
    readonly args: readonly (number | string)[];
  };
}

const KEYED = {
  postgres:
    'create table keyed (id bigint primary key, v bigint); insert into keyed select i, i from generate_series(0, 99999) i;',
  ours: 'create table keyed (id int primary key, v int); insert into keyed select value, value from range(0, 100000);',
};

export const LOOPS: readonly Loop[] = [
  {
    name: 'integer loop, 5 M',
    kind: 'pure',
    postgres: {
      setup:
        'create function int_loop(n int) returns bigint language plpgsql as $$ declare s bigint := 0; begin for i in 1..n loop s := s + i; end loop; return s; end $$',
      call: 'select int_loop(5000000)',
    },
    ours: {
      setup:
        'upsert procedure int_loop as (n int) returns int as sync { let s = 0; for i in range(1, n + 1) { s = s + i } return s }',
      call: 'int_loop',
      args: [5000000],
    },
  },
  {
    name: 'while + if, 5 M',
    kind: 'pure',
    postgres: {
      setup:
        'create function while_if(n int) returns bigint language plpgsql as $$ declare i bigint := 0; s bigint := 0; begin while i < n loop if i % 3 = 0 then s := s + i; end if; i := i + 1; end loop; return s; end $$',
      call: 'select while_if(5000000)',
    },
    ours: {
      setup:
        'upsert procedure while_if as (n int) returns int as sync { let i = 0; let s = 0; while i < n { if i % 3 = 0 { s = s + i } i = i + 1 } return s }',
      call: 'while_if',
      args: [5000000],
    },
  },
  {
    name: 'fib(25)',
    kind: 'pure',
    postgres: {
      setup:
        'create function fib(n int) returns bigint language plpgsql as $$ begin if n < 2 then return n; end if; return fib(n - 1) + fib(n - 2); end $$',
      call: 'select fib(25)',
    },
    ours: {
      setup: 'function fib(n int) returns int { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }',
      call: 'fib',
      args: [25],
    },
  },
  {
    name: 'string appends, 200 k',
    kind: 'pure',
    postgres: {
      setup:
        "create function appends(n int) returns int language plpgsql as $$ declare s text := ''; begin for i in 1..n loop s := s || 'x'; end loop; return length(s); end $$",
      call: 'select appends(200000)',
    },
    ours: {
      setup:
        "upsert procedure appends as (n int) returns int as sync { let s = ''; for i in range(0, n) { s = s + 'x' } return len(s) }",
      call: 'appends',
      args: [200000],
    },
  },
  {
    name: 'list is distinct, 100 k',
    kind: 'pure',
    postgres: {
      setup:
        'create function is_distinct(xs bigint[]) returns boolean language plpgsql as $$ begin for i in 1..array_length(xs, 1) loop for j in i + 1..array_length(xs, 1) loop if xs[i] = xs[j] then return false; end if; end loop; end loop; return true; end $$; create function distinct_loop(n int) returns bigint language plpgsql as $$ declare s bigint := 0; begin for i in 1..n loop if is_distinct(array[i, i + 1, i + 2, i + 3]) then s := s + 1; end if; end loop; return s; end $$',
      call: 'select distinct_loop(100000)',
    },
    ours: {
      setup:
        'function is_distinct(xs Array<int>) returns boolean { for i in range(0, len(xs)) { for j in range(i + 1, len(xs)) { if xs[i] = xs[j] { return false } } } return true }\nupsert procedure distinct_loop as (n int) returns int as sync { let s = 0; for i in range(1, n + 1) { if is_distinct([i, i + 1, i + 2, i + 3]) { s = s + 1 } } return s }',
      call: 'distinct_loop',
      args: [100000],
    },
  },
  {
    name: 'array comparisons, 5 M',
    kind: 'pure',
    postgres: {
      setup:
        'create function compare_loop(n int) returns bigint language plpgsql as $$ declare xs bigint[] := array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]; s bigint := 0; begin for i in 1..n loop if xs[i % 10 + 1] > 5 then s := s + 1; end if; end loop; return s; end $$',
      call: 'select compare_loop(5000000)',
    },
    ours: {
      setup:
        'upsert procedure compare_loop as (n int) returns int as sync { let xs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]; let s = 0; for i in range(1, n + 1) { if xs[i % 10] > 5 { s = s + 1 } } return s }',
      call: 'compare_loop',
      args: [5000000],
    },
  },
  {
    name: 'raise + catch, 100 k',
    kind: 'pure',
    postgres: {
      setup:
        "create function catch_loop(n int) returns bigint language plpgsql as $$ declare s bigint := 0; begin for i in 1..n loop begin raise exception 'no'; exception when others then s := s + 1; end; end loop; return s; end $$",
      call: 'select catch_loop(100000)',
    },
    ours: {
      setup:
        "type exception as Refused\nupsert procedure catch_loop as (n int) returns int as sync { let s = 0; for i in range(0, n) { try { throw Refused('no') } catch e { s = s + 1 } } return s }",
      call: 'catch_loop',
      args: [100000],
    },
  },
  {
    name: 'cursor loop, 1 M rows',
    kind: 'statements',
    postgres: {
      setup:
        'create table million as select i::bigint as v from generate_series(1, 1000000) i; create function cursor_loop() returns bigint language plpgsql as $$ declare s bigint := 0; r record; begin for r in select v from million loop s := s + r.v; end loop; return s; end $$',
      call: 'select cursor_loop()',
    },
    ours: {
      setup:
        'create table million as select value + 1 as v from range(0, 1000000);\nupsert procedure cursor_loop as () returns int as sync { let s = 0; for r in (select v from million) { s = s + (r.v ?? 0) } return s }',
      call: 'cursor_loop',
      args: [],
    },
  },
  {
    name: 'lookups by key, 100 k',
    kind: 'statements',
    postgres: {
      setup: `${KEYED.postgres} create function lookup_loop(n int) returns bigint language plpgsql as $$ declare s bigint := 0; x bigint; begin for i in 0..n - 1 loop select v into x from keyed where id = i; s := s + x; end loop; return s; end $$`,
      call: 'select lookup_loop(100000)',
    },
    ours: {
      setup: `${KEYED.ours}\nupsert procedure lookup_loop as (n int) returns int as sync { let s = 0; for i in range(0, n) { let x = (select v from keyed where id = i); s = s + (x ?? 0) } return s }`,
      call: 'lookup_loop',
      args: [100000],
    },
  },
  {
    name: 'inserts, 100 k',
    kind: 'statements',
    postgres: {
      setup:
        'create table sink (id bigint, v bigint); create function insert_loop(n int) returns void language plpgsql as $$ begin for i in 0..n - 1 loop insert into sink values (i, i); end loop; end $$',
      before: 'truncate sink',
      call: 'select insert_loop(100000)',
    },
    ours: {
      setup:
        'create table sink (id int, v int);\nupsert procedure insert_loop as (n int) returns void as sync { for i in range(0, n) { insert into sink (id, v) values (i, i) } }',
      before: 'delete from sink',
      call: 'insert_loop',
      args: [100000],
    },
  },
  {
    name: 'updates by key, 100 k',
    kind: 'statements',
    postgres: {
      setup:
        'create table changed (id bigint primary key, v bigint); insert into changed select i, i from generate_series(0, 99999) i; create function update_loop(n int) returns void language plpgsql as $$ begin for i in 0..n - 1 loop update changed set v = v + 1 where id = i; end loop; end $$',
      call: 'select update_loop(100000)',
    },
    ours: {
      setup:
        'create table changed (id int primary key, v int); insert into changed select value, value from range(0, 100000);\nupsert procedure update_loop as (n int) returns void as sync { for i in range(0, n) { update changed set v = v + 1 where id = i } }',
      call: 'update_loop',
      args: [100000],
    },
  },
  {
    name: 'dynamic statements, 100 k',
    kind: 'statements',
    postgres: {
      setup:
        "create table dyn (id bigint primary key, v bigint); insert into dyn select i, i from generate_series(0, 99999) i; create function dynamic_loop(n int, t text) returns bigint language plpgsql as $$ declare s bigint := 0; x bigint; begin for i in 0..n - 1 loop execute 'select v from ' || t || ' where id = $1' into x using i; s := s + x; end loop; return s; end $$",
      call: "select dynamic_loop(100000, 'dyn')",
    },
    ours: {
      setup:
        'create table dyn (id int primary key, v int); insert into dyn select value, value from range(0, 100000);\nupsert procedure dynamic_loop as (n int, t string) returns int as sync { let s = 0; for i in range(0, n) { let x: int = (select v from t where id = {i}); s = s + x } return s }',
      call: 'dynamic_loop',
      args: [100000, 'dyn'],
    },
  },
  {
    name: 'function in a query, 1 M rows',
    kind: 'statements',
    postgres: {
      setup:
        'create table numbers as select i::bigint as v from generate_series(1, 1000000) i; create function twice(x bigint) returns bigint language plpgsql immutable as $$ begin return x * 2; end $$',
      call: 'select sum(twice(v)) from numbers',
    },
    ours: {
      setup:
        'create table numbers as select value + 1 as v from range(0, 1000000);\nfunction twice(x int) returns int { return x * 2 }\nupsert procedure sum_twice as () returns int as sync { return ((select sum(twice(v)) from numbers) ?? 0) :: int }',
      call: 'sum_twice',
      args: [],
    },
  },
];
