import type { Diagnostic } from '../../contract/diagnostic.ts';

const LITERAL = String.raw`'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"`;
const NAME = '[\\w.`]+';
/** `type secret as n ( … )`, and `create secret n type secret as '…'`. */
const DEFINITION = new RegExp(
  String.raw`\btype\s+secret\s+as\s+(?:${NAME}\s*\((?:${LITERAL}|[^'")])*\)?|${LITERAL})`,
  'gi',
);
const VALUE = new RegExp(String.raw`(\bvalue\s*:\s*|\bsecret\s+as\s+)(${LITERAL})`, 'gi');

/** A user and password before the host of an address. */
const USER = /(\bhttps?:\/\/)([^\s/?#'"@]+)(?=@)/gi;

/** A text with `*` in the places of the values of secrets, and of users and passwords in addresses: what is shown beside a message never holds one. Every place stays where it is. */
export function maskSecrets(text: string): string {
  const shown = text.replace(USER, (_, before: string, user: string) => before + '*'.repeat(user.length));
  if (!/\bsecret\b/i.test(shown)) return shown;
  return shown.replace(DEFINITION, (definition) =>
    definition.replace(VALUE, (_, before: string, literal: string) => before + masked(literal)),
  );
}

/** The code of a value that would become a secret but stands in the text. */
const READABLE = 'PLG1806';

/** A file's text with `*` in the places of the secrets that findings are about: no line that is shown beside one holds any of them. */
export function maskFound(text: string, file: string, findings: readonly Diagnostic[]): string {
  let result = text;
  for (const { code, span, file: of } of findings)
    if (code === READABLE && of === file && /^['"]/.test(text.slice(span.start, span.end)))
      result = result.slice(0, span.start) + masked(text.slice(span.start, span.end)) + result.slice(span.end);
  return result;
}

function masked(literal: string): string {
  return literal[0] + literal.slice(1, -1).replace(/[^\r\n]/g, '*') + literal[0];
}
