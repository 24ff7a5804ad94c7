import { buildApplication, buildRouteMap, text_en, type ApplicationText } from '@stricli/core';
import { attachRoute } from './commands/attach/route.ts';
import { buildCommandRoute } from './commands/build/route.ts';
import { callRoute } from './commands/call/route.ts';
import { checkRoute } from './commands/check/route.ts';
import { deployRoute } from './commands/deploy/route.ts';
import { explainRoute } from './commands/explain/route.ts';
import { fmtRoute } from './commands/fmt/route.ts';
import { initRoute } from './commands/init/route.ts';
import { daemonRoutes } from './commands/daemon/routes.ts';
import { lineageRoute } from './commands/lineage/route.ts';
import { profileRoute } from './commands/profile/route.ts';
import { rollbackRoute } from './commands/rollback/route.ts';
import { maintenanceRoute } from './commands/maintenance/route.ts';
import { mountRoute } from './commands/mount/route.ts';
import { runRoute } from './commands/run/route.ts';
import { schemaRoutes } from './commands/schema/routes.ts';
import { sqlRoute } from './commands/sql/route.ts';
import { tokenRoutes } from './commands/token/routes.ts';
import { watchRoute } from './commands/watch/route.ts';
import { toolVersion } from './tool-version.ts';

/** What is said of a wrong command line, with the word that all errors begin with. */
const commandLineText: ApplicationText = {
  ...text_en,
  exceptionWhileParsingArguments(error, ansiColor) {
    return `error ${text_en.exceptionWhileParsingArguments.call(this, error, ansiColor)}`;
  },
  noCommandRegisteredForInput: (args) => `error ${text_en.noCommandRegisteredForInput(args)}`,
};

/** The `gobi` command line: each command's options are in `commands/NAME/route.ts`, its work, loaded when it runs, beside it. */
export const app = buildApplication(
  buildRouteMap({
    routes: {
      init: initRoute,
      attach: attachRoute,
      check: checkRoute,
      build: buildCommandRoute,
      deploy: deployRoute,
      rollback: rollbackRoute,
      fmt: fmtRoute,
      explain: explainRoute,
      lineage: lineageRoute,
      schema: schemaRoutes,
      run: runRoute,
      call: callRoute,
      sql: sqlRoute,
      profile: profileRoute,
      watch: watchRoute,
      maintenance: maintenanceRoute,
      mount: mountRoute,
      daemon: daemonRoutes,
      token: tokenRoutes,
    },
    docs: {
      brief: 'SQL plus typed procedures, compiled; over an open lakehouse',
      fullDescription: [
        'SQL plus typed procedures, compiled; over an open lakehouse.',
        '',
        'Examples:',
        '  gobi init shop                     make a lake in the folder shop',
        '  gobi sql --db shop -c "select 1"   run one statement',
        '  gobi attach shop                   type statements at a prompt',
        '  gobi check shop                    find mistakes without running anything',
        '  gobi deploy shop                   make the lake what the project declares',
        '  gobi run report.plg --db shop      run a script',
        '  gobi call report --db shop         call a procedure',
        '  gobi profile report --db shop      call it and show which lines take the time',
        '  gobi watch "select …" --db shop    show what changes in the rows of a query',
        '',
        'Exit codes: 0 done, 1 failed or errors found, 2 wrong command line.',
      ].join('\n'),
    },
  }),
  {
    name: 'gobi',
    versionInfo: { currentVersion: toolVersion() },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { useAliasInUsageLine: true, caseStyle: 'convert-camel-to-kebab' },
    localization: { loadText: () => commandLineText },
  },
);
