import { Script } from 'node:vm';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Abi } from '../execution/abi.ts';

/** A function of a module. The first argument is the frame. */
export type ModuleFunction = (frame: unknown, ...args: unknown[]) => unknown;

/** The exports of an evaluated module, by name. */
export type ModuleExports = Readonly<Record<string, ModuleFunction>>;

/** Gives the function of another module, by routine id. */
export type Link = (id: string) => ModuleFunction;

const ABI_IMPORT = /^import (\* as abi|\{[\w$, ]*\}) from ['"]gobi:abi['"];$/;
const FUNCTION_IMPORT = /^import \{ call as ([\w$]+) \} from ['"]gobi:(function:[^'"\\]+)['"];$/;
const EXPORT = /\nexport \{([^}]*)\};\s*$/;

/**
 * Runs a restricted ES module as a function, in this thread's own context: functions are collected when nobody holds them, ES modules never are.
 * Imports and the export are rewritten in place, so that lines stay what the source map says. `name` is shown in stacks.
 */
export function evaluate(code: string, name: string, abi: Abi, link: Link): ModuleExports {
  const make = new Script(spliced(code, name), { filename: name }).runInThisContext() as (
    abi: Abi,
    link: Link,
  ) => ModuleExports;
  return make(abi, link);
}

/** The module as an expression: a function of the abi and of what links imports. */
function spliced(code: string, name: string): string {
  const lines = code.split('\n');
  let at = 0;
  const wanted = ABI_IMPORT.exec(lines[at] ?? '')?.[1];
  if (wanted === undefined) throw malformed(name, 'no import of the abi in its first line');
  lines[at++] = `(function (abi, link) { "use strict";${wanted.startsWith('*') ? '' : ` const ${wanted} = abi;`}`;
  for (; FUNCTION_IMPORT.test(lines[at] ?? ''); at++) {
    const [, local, id] = FUNCTION_IMPORT.exec(lines[at]!)!;
    lines[at] = `const ${local} = link(${JSON.stringify(id)});`;
  }
  const text = lines.join('\n');
  const names = EXPORT.exec(text)?.[1];
  if (names === undefined) throw malformed(name, 'no list of exports at its end');
  return text.replace(EXPORT, () => `\nreturn {${names.split(',').map(exported).join(',')}}; })`);
}

/** `here as outside` of an export list as a property. */
function exported(part: string): string {
  const [here, outside] = part.trim().split(/\s+as\s+/);
  return outside === undefined ? here! : `${outside}: ${here!}`;
}

function malformed(module: string, found: string): Error {
  return gobiError('ForbiddenCode', { module, found });
}
