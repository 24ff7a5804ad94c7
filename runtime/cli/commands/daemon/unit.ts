import { basename, resolve } from 'node:path';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import type { UnitFlags } from './routes.ts';

/** `gobi daemon unit`. */
export function unit({ container }: UnitFlags, folder = '.'): Promise<void> {
  return attempt(() => {
    process.stdout.write(container ? containerfile() : systemdUnit(resolve(folder)));
    return EXIT.done;
  });
}

function systemdUnit(folder: string): string {
  const command = [process.execPath, ...process.execArgv, process.argv[1]!, 'mount', folder, '--foreground'];
  return `[Unit]
Description=gobi: the lake in ${folder}
After=network.target

[Service]
Type=exec
ExecStart=${command.map(quoted).join(' ')}
SyslogIdentifier=gobi-${basename(folder)}
# SIGTERM lets what runs end
TimeoutStopSec=30
Restart=on-failure
RestartSec=1
NoNewPrivileges=true
PrivateTmp=true

[Install]
WantedBy=default.target
`;
}

/** As systemd reads words: in double quotes where there is a blank, \`%\` and \`$\` doubled. */
function quoted(word: string): string {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /[\s"'\\]/.test(escaped) ? `"${escaped.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : escaped;
}

function containerfile(): string {
  return `FROM node:26-slim
RUN npm install --global pl-grizzly
VOLUME /lake
USER node
# SIGTERM lets what runs end
STOPSIGNAL SIGTERM
CMD ["gobi", "mount", "/lake", "--foreground"]
`;
}
