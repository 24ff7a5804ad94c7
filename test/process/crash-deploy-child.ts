import { writeSync } from 'node:fs';
import { open } from '../../runtime/engine.ts';

/** Deploys two projects in turn until it is killed: each has another number in all of its functions, and a column more or less in all of its tables. */
const [folder] = process.argv.slice(2) as [string];

function project(number: number): { name: string; text: string }[] {
  const column = number % 2 === 0 ? '' : ', more string';
  return Array.from({ length: 8 }, (_, i) => ({
    name: `f${i}.plg`,
    text: `create table t${i} (id int${column})\nfunction f${i}() returns int => ${number}\ncreate view v${i} as select * from t${i};\n`,
  }));
}

const engine = await open(folder, { workers: 0 });
for (let number = 0; ; number++) {
  await engine.deploy(project(number % 2), { allow: true });
  writeSync(1, `${number}\n`);
}
