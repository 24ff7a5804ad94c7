/** Procedures of some 30 lines each, as files of a project; every one differs and uses tables, a function and control flow. */
export function generatedProject(count: number): { readonly name: string; readonly text: string }[] {
  const files = [{ name: 'schema.plg', text: SCHEMA }];
  for (let i = 0; i < count; i++)
    files.push({ name: `procedure-${String(i).padStart(4, '0')}.plg`, text: procedure(i) });
  return files;
}

const SCHEMA = `
create table orders (id int primary key, customer_id int not null, region string, total decimal(12,2) not null, created_at timestamp not null)

create table customers (id int primary key, name string not null, region string)

create table results (name string not null, amount decimal(38,2), orders int)

type exception as LoadError ('the load failed')
`;

function procedure(i: number): string {
  return `
--- Sums the orders of a region, step ${i}.
upsert procedure summarise_${i} as
<{
    kind: 'FULL',
    description: 'orders of a region, step ${i}'
}>
(region string, least decimal(12,2), limit_${i} int)
raises LoadError
returns int
as sync
{
    let count_${i} = 0
    let first = SELECT count(*) FROM orders WHERE orders.region = {region};
    if first = 0 {
        throw LoadError('no orders in ' + region);
    }
    let found = SELECT c.name, sum(o.total) AS amount, count(*) AS n
                FROM orders o JOIN customers c ON c.id = o.customer_id
                WHERE o.total > least AND o.created_at > '2020-01-${String((i % 28) + 1).padStart(2, '0')}'
                GROUP BY c.name
                ORDER BY amount DESC
                LIMIT 10;
    for row in found {
        count_${i} = count_${i} + row.n
        if count_${i} > limit_${i} {
            break
        }
    }
    INSERT INTO results (name, amount, orders) SELECT name, amount, n FROM found;
    return count_${i} + ${i};
}
`;
}
