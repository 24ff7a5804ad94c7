import { suggestions } from '../../contract/suggest.ts';
import { didYouMean, error, info, warning } from '../message.ts';
import type { Unknown } from '../message.ts';

/** Words of other languages that look like variables here. */
const habits: Readonly<Record<string, string | undefined>> = {
  query: '`return select …` gives the rows of a query',
  next: '`return select …` gives the rows of a query; there is no `return next`',
};

/** Words that are whole statements: mistyped, they read as names. */
const alone = ['begin', 'commit', 'rollback', 'break', 'continue', 'return'];

const wordNear = (name: string): string | undefined => suggestions(name, alone, name.length > 5 ? 2 : 1)[0];

/** PLG11xx: what a name means, and code that nothing reaches. */
export const nameMessages = {
  PLG1101: error<Unknown & { hidden?: boolean | undefined; isTable?: boolean | undefined; isDatePart?: boolean }>(
    (p) => `unknown variable \`${p.name}\``,
    (p) => {
      if (p.hidden === true)
        return 'a default sees no other parameter: make it optional (`T? = null`) and use `??` in the body';
      if (p.isTable === true) return `write \`{${p.name}}\` for the rows of the table`;
      if (/^\$\d+$/.test(p.name) && /^\$\d+$/.test(p.nearest ?? ''))
        return 'fewer values are given than the text has places';
      if (p.name.startsWith('$') || p.name === '?')
        return (
          didYouMean(p) ??
          'values for `$1`, `$name` and `?` come from the program that runs the statement; a script declares `parameters (name type)` and uses the names'
        );
      if (p.name.startsWith('@')) return `locals have no @: \`${p.name.slice(1)}\``;
      const word = p.name.toLowerCase();
      const habit = Object.hasOwn(habits, word) ? habits[word] : undefined;
      const part = p.isDatePart === true ? `the part of a date or time is a text: \`'${p.name}'\`` : undefined;
      return didYouMean(p) ?? habit ?? part ?? didYouMean({ nearest: wordNear(p.name) });
    },
  ),
  PLG1102: error<Unknown>((p) => `unknown function \`${p.name}\``, didYouMean),
  PLG1103: error<Unknown>(
    (p) => `unknown type \`${p.name}\``,
    (p) =>
      /^[A-Z]$/.test(p.name)
        ? 'a type variable belongs to a function, and stands in the type of one of its parameters'
        : /^(small|big)?serial\d?$/i.test(p.name)
          ? 'there are no counters: use `int`, and give the key a value of its own'
          : (didYouMean(p) ?? `declare it: \`type struct as ${p.name}(…)\``),
  ),
  PLG1104: error<{
    kind?: string | undefined;
    name: string;
    scope?: 'project' | 'lake' | undefined;
    making?: 'table' | 'view';
  }>(
    (p) =>
      `${p.kind === undefined ? '' : `${p.kind} `}\`${p.name}\` ${p.scope === 'lake' ? 'exists already' : `is already defined in ${p.scope === 'project' ? 'another file' : 'this scope'}`}`,
    (p) =>
      p.scope === 'lake' && p.making === 'view' && p.kind === 'view'
        ? '`create or replace view` replaces it'
        : p.scope === 'lake' && p.making === p.kind
          ? 'to run this again write `create table if not exists`; `alter table` changes it'
          : 'give one of them another name',
  ),
  PLG1105: warning<{ name: string }>(
    (p) => `local \`${p.name}\` is never read`,
    (p) => `remove it, or call it \`_${p.name}\``,
  ),
  PLG1106: warning<{ after: string }>(
    (p) => `this code is never reached: it stands after \`${p.after}\``,
    () => 'remove it',
  ),
  PLG1107: warning<{ taken?: string | undefined }>(
    (p) => `this arm is never reached: an arm before it takes ${p.taken ?? 'every value'}`,
    () => 'move it up, or remove it',
  ),
  PLG1108: warning<{ name: string; declared: string }>(
    (p) => `\`${p.name}\` is the local \`${p.declared}\`: case does not count in names`,
    (p) => `write \`${p.declared}\` everywhere`,
  ),
  PLG1109: error<{ statement: string }>(
    (p) => `\`${p.statement}\` outside of a loop`,
    () => 'use it inside `while`, `for` or a `then` block',
  ),
  PLG1110: warning<{ name: string }>(
    (p) => `\`${p.name}\` is declared again in this scope`,
    (p) => `assign with \`${p.name} = …\`, or choose another name`,
  ),
  PLG1111: error<Unknown>((p) => `unknown procedure \`${p.name}\``, didYouMean),
  PLG1112: error<{ name: string; reason: string }>(
    (p) => `cannot assign to \`${p.name}\`: ${p.reason}`,
    (p) => `declare it first: \`let ${p.name} = …\``,
  ),
  PLG1113: error<object>(
    () => '`throw` without a value outside of `catch`',
    () => "throw something: `throw Exception('…')`",
  ),
  PLG1114: error<{ kind: string } & Unknown>((p) => `unknown ${p.kind} \`${p.name}\``, didYouMean),
  PLG1115: warning<{ what: string; hint?: string | undefined }>(
    (p) => `${p.what} is not used`,
    (p) => p.hint ?? 'keep it: `let x = …`, or remove the statement',
  ),
  PLG1116: warning<{ name: string }>(
    (p) => `\`${p.name}\` always gets to this call of itself: it never ends`,
    () => 'return before the call in one case',
  ),
  PLG1117: warning<{ because: string }>(
    (p) => `this loop never ends: ${p.because}`,
    () => 'change in the loop what the condition reads, or leave it by `break` or `return`',
  ),
  PLG1118: warning<{ name: string }>(
    (p) => `\`${p.name}\` is assigned to itself`,
    () => 'remove it, or name the other value',
  ),
  PLG1119: warning<{ name: string }>(
    (p) => `the common table \`${p.name}\` is never read`,
    (p) => `remove it, or call it \`_${p.name}\``,
  ),
  PLG1120: warning<{ name: string }>(
    (p) => `\`${p.name}\` names an exception, but here it is a local that takes every one`,
    (p) => `write \`catch { ${p.name} => … }\` to take this one alone`,
  ),
  PLG1121: info<{ kind: string; name: string }>(
    (p) => `nothing in the project uses ${p.kind} \`${p.name}\``,
    (p) => `remove it, or call it \`_${p.name}\``,
  ),
} as const;
