import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from 'pl-grizzly';

/* A lake inside of a program: statements run in a worker, results come as Arrow, Arquero or rows. */
const weather = fileURLToPath(new URL('../../node_modules/vega-datasets/data/seattle-weather.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gobi-embedding-'));
const lake = await open(folder);

await lake.exec(`
  create table days as select * from '${weather}';

  upsert procedure wet_days as (least float) returns int as sync {
      return (select count(*) from days where precipitation >= least)
  }
`);

console.log('days with 10 mm or more:', await lake.call('wet_days', [10]));

const byWeather = await lake.query(
  'select weather, count(*) as days, avg(temp_max) as warmest from days group by weather order by days desc',
);
const arrow = await byWeather.arrow();
console.log('Arrow schema:', arrow.schema.fields.map((f) => `${f.name}: ${f.type}`).join(', '));

const arquero = await byWeather.arquero();
console.log('Arquero, three most frequent:', arquero.slice(0, 3).array('weather').join(', '));

// Everything in a transaction commits together, or not at all.
await lake
  .transaction(async (inside) => {
    await inside.exec('delete from days where weather = $1', ['fog']);
    throw new Error('changed my mind');
  })
  .catch((error: Error) => console.log('rolled back:', error.message));

for (const row of await (await lake.query("select count(*) as foggy from days where weather = 'fog'")).rows())
  console.log(row);

await lake.close();
rmSync(folder, { recursive: true, force: true });
