import { error, warning } from '../message.ts';

/** PLG10xx: the text is not a program. */
export const syntaxMessages = {
  PLG1001: error<{ found: string | undefined; expected: string; hint?: string | undefined }>(
    (p) =>
      p.found === undefined
        ? `the text ends where ${p.expected} should follow`
        : `unexpected ${p.found}, expected ${p.expected}`,
    (p) => p.hint,
  ),
  PLG1002: error<{ what: 'string' | 'quoted name'; quote: string }>(
    (p) => `unterminated ${p.what}`,
    (p) => `close it with ${p.quote}; a ${p.quote} inside is written twice`,
  ),
  PLG1003: error<{ name: string }>(
    (p) => `\`${p.name}\` is reserved`,
    (p) => `write it in backticks to use it as a name: \`${p.name.toLowerCase()}\``,
  ),
  PLG1004: error<{ clause: string }>(
    (p) => `clause \`${p.clause}\` given twice`,
    () => 'keep one of them',
  ),
  PLG1005: warning<{ before: string }>(
    (p) => `comma missing before option \`${p.before}\``,
    () => 'add `,` between the options',
  ),
  PLG1006: error<object>(
    () => 'unterminated comment',
    () => 'close it with */',
  ),
  PLG1007: error<{ text: string }>(
    (p) => `unexpected character ${JSON.stringify(p.text)}`,
    (p) =>
      p.text.startsWith('$')
        ? 'a body is written `{ … }`, without quotes; `$1` is a parameter'
        : /\p{L}/u.test(p.text)
          ? 'names use letters without accents, digits and _; others go in backticks: `größe`'
          : undefined,
  ),
  PLG1008: error<{ limit: number }>(
    (p) => `nested deeper than ${p.limit} levels`,
    () => 'name the inner parts with `let`, or split the statement',
  ),
  PLG1009: error<{ found: string; instead: string }>(
    (p) => `\`${p.found}\` is not part of the language`,
    (p) => `write \`${p.instead}\``,
  ),
  PLG1010: error<object>(
    () => '`try` without `catch`',
    () => 'add what to do on failure: `try … catch 0` or `try { … } catch e { … }`',
  ),
  PLG1011: error<{ statement: string }>(
    (p) => `a project file holds declarations, not \`${p.statement}\``,
    (p) =>
      p.statement === 'alter' || p.statement === 'drop'
        ? 'change or delete the declaration itself; the next deploy does the rest'
        : 'put it into a procedure, or into a file under `scripts/` and run that with `gobi run`',
  ),
  PLG1012: error<{ text: string; reason: string }>((p) => `\`${p.text}\` is not a number: ${p.reason}`),
  PLG1013: error<{ escape: string }>(
    (p) => `\`${p.escape}\` is not an escape`,
    (p) =>
      isCode(p.escape)
        ? 'it is half of a surrogate pair: write both halves, as in \\ud83d\\ude00'
        : 'use \\n \\r \\t \\\\ \\\' \\" or \\uXXXX; a backslash itself is \\\\',
  ),
  PLG1014: error<{ what: string; place: string; hint?: string | undefined }>(
    (p) => `${p.what} is not allowed ${p.place}`,
    (p) => p.hint,
  ),
  PLG1015: error<{ missing: string; in: string }>((p) => `${p.in} needs ${p.missing}`),
} as const;

/** `\uXXXX`, which is refused for what it stands for only. */
function isCode(escape: string): boolean {
  return /^\\u[0-9a-fA-F]{4}$/.test(escape);
}
