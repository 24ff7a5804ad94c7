import { error, warning } from '../message.ts';

/** PLG10xx: the text is not a program. */
export const syntaxMessages = {
  PLG1001: error<{ found: string; expected: string; hint?: string | undefined }>(
    (p) => `unexpected ${p.found}, expected ${p.expected}`,
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
  PLG1005: warning<object>(
    () => 'comma missing between options',
    () => 'add `,`',
  ),
  PLG1006: error<object>(
    () => 'unterminated comment',
    () => 'close it with */',
  ),
  PLG1007: error<{ text: string }>(
    (p) => `unexpected character ${JSON.stringify(p.text)}`,
    (p) =>
      /\p{L}/u.test(p.text)
        ? 'names use letters without accents, digits and _; others go in backticks: `größe`'
        : undefined,
  ),
  PLG1008: error<{ limit: number }>(
    (p) => `nested deeper than ${p.limit} levels`,
    () => 'name the inner parts with `let`, or split the statement',
  ),
  PLG1011: error<{ statement: string }>(
    (p) => `a project file holds declarations, not \`${p.statement}\``,
    (p) =>
      p.statement === 'alter' || p.statement === 'drop'
        ? 'change or delete the declaration itself; the next deploy does the rest'
        : 'put it into a procedure, or into a file under `scripts/` and run that with `gobi run`',
  ),
  PLG1013: error<{ escape: string }>(
    (p) => `\`${p.escape}\` is not a character`,
    () => '\\u is followed by four hexadecimal digits; a backslash itself is written \\\\',
  ),
  PLG1014: error<{ what: string; place: string; hint?: string | undefined }>(
    (p) => `${p.what} is not allowed ${p.place}`,
    (p) => p.hint,
  ),
} as const;
