import { buildCommand, buildRouteMap } from '@stricli/core';
import { parseCount } from '../../parse-count.ts';
import { parseText } from '../../parse-text.ts';

export interface DaemonFlags {
  readonly json: boolean;
}

export interface StopFlags extends DaemonFlags {
  readonly drain: number;
}

export interface LogsFlags {
  readonly lines: number;
  readonly follow: boolean;
}

export interface UnitFlags {
  readonly container: boolean;
}

const positional = {
  kind: 'tuple',
  parameters: [
    {
      brief: 'The service, or its folder (default: the one mounted last)',
      placeholder: 'name',
      parse: parseText,
      optional: true,
    },
  ],
} as const;

const json = { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false } as const;

const drain = {
  kind: 'parsed',
  parse: parseCount,
  brief: 'Seconds that what runs has to end',
  default: '10',
} as const;

/** `gobi daemon status|metrics|stop|restart|logs|unit`. */
export const daemonRoutes = buildRouteMap({
  routes: {
    status: buildCommand<DaemonFlags, [string?]>({
      loader: async () => (await import('./status.ts')).status,
      parameters: { positional, flags: { json } },
      docs: {
        brief: 'Show how a service does',
        fullDescription:
          'Show how a service does.\n\nExamples:\n  gobi daemon status\n  gobi daemon status Shop --json\n\nExit codes: 0 it runs, 1 it does not answer, 2 wrong command line, 3 it does not run.',
      },
    }),
    metrics: buildCommand<DaemonFlags, [string?]>({
      loader: async () => (await import('./metrics.ts')).metrics,
      parameters: { positional, flags: { json } },
      docs: {
        brief: "Print a service's numbers as OpenMetrics text",
        fullDescription:
          "Print a service's numbers, as OpenMetrics text that Prometheus reads. SQL finds them in system.metrics.\n\nExamples:\n  gobi daemon metrics\n  gobi daemon metrics Shop --json",
      },
    }),
    stop: buildCommand<StopFlags, [string?]>({
      loader: async () => (await import('./stop.ts')).stop,
      parameters: { positional, flags: { json, drain } },
      docs: {
        brief: 'End a service',
        fullDescription:
          'End a service: it takes no more requests, lets those that run end, and closes the lake.\n\nExamples:\n  gobi daemon stop\n  gobi daemon stop Shop --drain 60\n\nExit codes: 0 it has ended, 1 it did not, 2 wrong command line, 3 it did not run.',
      },
    }),
    restart: buildCommand<StopFlags, [string?]>({
      loader: async () => (await import('./restart.ts')).restart,
      parameters: { positional, flags: { json, drain } },
      docs: {
        brief: 'End a service and start it again',
        fullDescription:
          'End a service and start it again, with the name and folder that it had.\n\nExamples:\n  gobi daemon restart\n  gobi daemon restart Shop --drain 60\n\nExit codes: 0 it runs again, 1 it does not, 2 wrong command line, 3 it did not run.',
      },
    }),
    logs: buildCommand<LogsFlags, [string?]>({
      loader: async () => (await import('./logs.ts')).logs,
      parameters: {
        positional,
        flags: {
          lines: { kind: 'parsed', parse: parseCount, brief: 'How many of the last lines', default: '50' },
          follow: { kind: 'boolean', brief: 'Go on with what comes', default: false, withNegated: false },
        },
        aliases: { n: 'lines', f: 'follow' },
      },
      docs: {
        brief: "Show a service's log",
        fullDescription:
          "Show a service's log, a JSON object a line.\n\nExamples:\n  gobi daemon logs\n  gobi daemon logs Shop -n 200 --follow",
      },
    }),
    unit: buildCommand<UnitFlags, [string?]>({
      loader: async () => (await import('./unit.ts')).unit,
      parameters: {
        positional: {
          kind: 'tuple',
          parameters: [
            {
              brief: 'The folder of the lake (default: this one)',
              placeholder: 'folder',
              parse: parseText,
              optional: true,
            },
          ],
        },
        flags: {
          container: { kind: 'boolean', brief: 'A Containerfile instead', default: false, withNegated: false },
        },
      },
      docs: {
        brief: 'Print a systemd unit for a folder',
        fullDescription:
          'Print a systemd user unit, or a Containerfile, that serves a folder.\n\nExamples:\n  gobi daemon unit shop > ~/.config/systemd/user/gobi-shop.service\n  gobi daemon unit --container > Containerfile',
      },
    }),
  },
  docs: { brief: 'Look after services: status, metrics, stop, restart, logs, unit' },
});
