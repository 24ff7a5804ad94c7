const TABLES = 200;

/** Procedures of thirty lines in a file each, which read and write 200 tables in one more file and call each other, in chains of ten. */
export function callingProject(count: number): { readonly name: string; readonly text: string }[] {
  const tables = Array.from({ length: TABLES }, (_, i) => table(i)).join('\n');
  return [
    { name: 'tables.plg', text: `${tables}\ntype exception as LoadError ('the load failed')\n` },
    ...Array.from({ length: count }, (_, i) => ({ name: `${folder(i)}/step_${i}.plg`, text: procedure(i) })),
  ];
}

function folder(i: number): string {
  return `part-${String(Math.floor(i / 100)).padStart(3, '0')}`;
}

function table(i: number): string {
  return `create table fact_${i} (id int primary key, customer_id int not null, region string, amount decimal(12,2) not null, noted_at timestamp not null);`;
}

function procedure(i: number): string {
  const from = `fact_${i % TABLES}`;
  const beside = `fact_${(i * 7 + 1) % TABLES}`;
  const into = `fact_${(i * 13 + 2) % TABLES}`;
  const next = i % 10 === 0 ? '0' : `step_${i - 1}(area, least, step_limit - 1)`;
  return `--- Step ${i}: sums the rows of a region.
upsert procedure step_${i} as
<{
    kind: 'FULL',
    description: 'rows of a region, step ${i}'
}>
(area string, least decimal(12,2), step_limit int)
raises LoadError
returns int
as sync
{
    let taken = 0
    let first = SELECT count(*) FROM ${from} WHERE ${from}.region = {area};
    if first = 0 {
        throw LoadError('nothing in ' + area);
    }
    let found = SELECT b.region, sum(a.amount) AS amount, count(*) AS n, max(a.noted_at) AS last
                FROM ${from} a JOIN ${beside} b ON b.id = a.customer_id
                WHERE a.amount > least AND a.noted_at > '2020-01-${String((i % 28) + 1).padStart(2, '0')}'
                GROUP BY b.region
                ORDER BY amount DESC
                LIMIT 10;
    for row in found {
        taken = taken + row.n
        if taken > step_limit {
            break
        }
    }
    INSERT INTO ${into} (id, customer_id, region, amount, noted_at)
    SELECT ${i} + id, customer_id, region, amount, noted_at FROM ${beside} WHERE amount > least;
    let before = ${next};
    return taken + before + 1;
}
`;
}
