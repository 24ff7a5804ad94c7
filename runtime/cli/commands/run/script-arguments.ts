import type { DataType } from '../../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import type { Checked } from '../../../../compiler/index.ts';
import { readTexts, type TextParameter } from '../../../engine/text-call.ts';
import type { Locals } from '../../execute.ts';

/** The locals that the arguments of a command line are in a script: each is read by the type that the script declares. Errors: `WrongArguments`. */
export function scriptArguments({ file, program, typed }: Checked, texts: Readonly<Record<string, string>>): Locals {
  const [head] = program.statements;
  if (head?.kind !== 'ScriptParameters') {
    const [name] = Object.keys(texts);
    if (name === undefined) return { locals: {}, localTypes: {} };
    throw gobiError('WrongArguments', {
      signature: `the script ${file.name}`,
      reason: `it declares no parameters; begin it with \`parameters (${name} string)\``,
    });
  }
  const slots = new Map(typed.locals.map(({ name, slot }) => [name, slot]));
  const parameters = head.parameters.map(({ name, default: initial }): TextParameter => {
    const defaultText = initial === undefined ? null : file.text.slice(initial.span.start, initial.span.end);
    return { name: name.text, slot: slots.get(name.text)!, defaultText };
  });
  const signature = file.text.slice(head.span.start, head.span.end).replaceAll(/\s+/g, ' ');
  const read = readTexts(`\`${signature}\` of ${file.name}`, parameters, texts);
  const given = [...read].flatMap(([name, value]) => ('literal' in value ? [] : [[name, value] as const]));
  return {
    locals: Object.fromEntries(given.map(([name, { value }]) => [name, value])),
    localTypes: Object.fromEntries(given.map(([name, { scope }]) => [name, scope.type as DataType])),
  };
}
