const LITERAL = String.raw`'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"`;
const NAME = '[\\w.`]+';
/** `type secret as n ( … )`, and `create secret n type secret as '…'`. */
const DEFINITION = new RegExp(
  String.raw`\btype\s+secret\s+as\s+(?:${NAME}\s*\((?:${LITERAL}|[^'")])*\)?|${LITERAL})`,
  'gi',
);
const VALUE = new RegExp(String.raw`(\bvalue\s*:\s*|\bsecret\s+as\s+)(${LITERAL})`, 'gi');

/** A text with `*` in the places of the values of secrets: what is shown beside a message never holds one. Every place stays where it is. */
export function maskSecrets(text: string): string {
  if (!/\bsecret\b/i.test(text)) return text;
  return text.replace(DEFINITION, (definition) =>
    definition.replace(
      VALUE,
      (_, before: string, literal: string) =>
        before + literal[0] + literal.slice(1, -1).replace(/[^\r\n]/g, '*') + literal[0],
    ),
  );
}
