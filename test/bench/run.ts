import { printHeads } from './bench-table.ts';
import { benchCheck } from './check.ts';
import { benchCommands } from './compile.ts';
import { benchDeploy } from './deploy.ts';
import { benchEventLoop } from './event-loop.ts';
import { benchFlights } from './flights.ts';
import { benchLoad } from './load.ts';
import { benchLoops } from './plpgsql.ts';
import { benchService } from './service.ts';

/* `npm run bench [-- group…]`: one table; groups are flights, load, loops, host, commands, check, deploy, service. */
const GROUPS: Readonly<Record<string, () => unknown>> = {
  flights: benchFlights,
  load: benchLoad,
  loops: benchLoops,
  host: benchEventLoop,
  commands: benchCommands,
  check: benchCheck,
  deploy: benchDeploy,
  service: benchService,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  process.stderr.write(`unknown group ${unknown.join(', ')}; there are ${Object.keys(GROUPS).join(', ')}\n`);
  process.exit(2);
}
printHeads();
for (const [name, bench] of Object.entries(GROUPS)) if (wanted.length === 0 || wanted.includes(name)) await bench();
