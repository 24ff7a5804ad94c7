import type { StreamToken } from './token-stream.ts';

/** Where reading stopped: words in small letters, nearest first; '' where there is none. */
interface Place {
  readonly found: string;
  readonly kind: string;
  readonly before: string;
  readonly before2: string;
  readonly after: string;
  readonly after2: string;
  /** The words before, nearest last. */
  readonly words: readonly string[];
  readonly expected: readonly string[];
}

const typeWords =
  /^(int|integer|bigint|smallint|varchar|text|string|float|double|real|numeric|decimal|boolean|bool|date|timestamp|var)$/;
const isName = (text: string): boolean => /^[a-z_]\w*$/.test(text);

/** `catch SomeError as e {`, and a little behind it. */
const catchOne = /\bcatch ([a-z_]\w* as [a-z_]\w*) \{(?: \w+){0,2}$/i;

/** `catch (SomeError e`, and `catch (e) {` with a little behind it. */
const catchTyped = /\bcatch \( ([a-z_]\w*)$/i;
const catchInParentheses = /\bcatch \( ([a-z_]\w*) \)(?: \{(?: \w+){0,2})?$/i;

/** Forms of other dialects of SQL and of other languages: how they are known, and what is written here. */
const habits: readonly (readonly [is: (at: Place) => boolean, hint: (at: Place) => string])[] = [
  [
    ({ found, before, after }) => before === '{' && found === '{' && isName(after),
    () => 'there are no templates: a table is written by its name, `from orders`, and a local as `{name}`',
  ],
  [
    ({ found, kind, expected }) => kind === 'String' && found.startsWith('"') && expected.includes('a name'),
    ({ found }) => `quotes of both kinds make strings; names are quoted by backticks: \`${found.slice(1, -1)}\``,
  ],
  [
    ({ before, before2 }) => before2 === 'raise' && /^(notice|info|warning|log|debug|exception)$/.test(before),
    () => "`print('…')` writes to the log, `throw Exception('…')` raises",
  ],
  [
    ({ found, expected }) => found === '=' && expected.includes('`:`'),
    ({ before }) => `a key and its value are written \`${before}: …\``,
  ],
  [
    ({ before, before2 }) => before2 === 'end' && /^(if|loop|while|case)$/.test(before),
    ({ before }) => `a block is written \`{ … }\`; there is no END ${before.toUpperCase()}`,
  ],
  [
    ({ words }) => catchOne.test(words.join(' ')),
    ({ words }) => `each exception has an arm: \`catch { ${catchOne.exec(words.join(' '))?.[1] ?? ''} => … }\``,
  ],
  [
    ({ words, found }) => isName(found) && catchTyped.test(words.join(' ')),
    ({ words, found }) =>
      `each exception has an arm: \`catch { ${catchTyped.exec(words.join(' '))?.[1] ?? ''} as ${found} => … }\``,
  ],
  [
    ({ words }) => catchInParentheses.test(words.join(' ')),
    ({ words }) =>
      `the name stands without parentheses: \`catch ${catchInParentheses.exec(words.join(' '))?.[1] ?? ''} { … }\``,
  ],
  [
    ({ before, after, after2 }) => before === 'type' && after === 'as' && /^(struct|exception|secret)$/.test(after2),
    ({ found, after2 }) => `the kind stands before the name: \`type ${after2} as ${found} (…)\``,
  ],
  [({ found }) => found === 'end', () => 'a block is written `{ … }`; there is no BEGIN … END'],
  [({ found }) => found === 'elsif' || found === 'elseif', () => 'write `elif`'],
  [
    ({ found, expected }) => found === 'into' && expected.includes('a statement'),
    () => '`let x = select …` keeps a result, `insert into t select …` stores it',
  ],
  [
    ({ before, before2, found }) => before === 'execute' || (before2 === 'execute' && found === '('),
    () => 'text is never run as SQL: a string may name a table (`from {name}`), values are written `{x}`',
  ],
  [({ kind }) => kind === 'AtName', () => 'locals have no @: `let x = …`, then `x = …`'],
  [
    ({ before, kind }) => before === 'top' && kind === 'Number',
    ({ found }) => `write \`limit ${found}\` at the end of the query`,
  ],
  [({ found }) => found === 'language', () => 'the language is not named; a body is written `{ … }`'],
  [({ before }) => /^(perform|exec)$/.test(before), ({ found }) => `call it: \`call ${found}(…)\``],
  [
    ({ before, found }) => before === 'exception' && found === 'when',
    () => 'write `try { … } catch { SomeError => …, _ => … }`',
  ],
  [({ before }) => before === 'loop', () => 'write `while true { … }`; `break` ends it'],
  [({ found }) => found === 'loop' || found === 'do', () => 'a body is written `{ … }`'],
  [({ found }) => found === '..', () => '`for i in range(1, 11) { … }` goes from 1 to 10'],
  [
    ({ before, before2, found }) => before2 === 'let' && /^(mutable|mut|var|const)$/.test(before) && isName(found),
    ({ found }) => `every local may be given another value: \`let ${found} = …\`, then \`${found} = …\``,
  ],
  [
    ({ before2, found, expected }) => before2 === 'let' && isName(found) && expected.includes('`=`'),
    ({ before, found }) => `a type stands behind a colon: \`let ${before}: ${found} = …\``,
  ],
  [
    ({ before, found, expected }) =>
      typeWords.test(before) && isName(found) && expected.some((word) => word.includes('new line')),
    ({ before, found }) => `declare a local with \`let ${found}: ${before} = …\``,
  ],
  [({ before, kind }) => before === 'print' && kind === 'String', ({ found }) => `write \`print(${found})\``],
  [
    ({ before2, found }) => before2 === 'limit' && found === ',',
    ({ before, after }) => `write \`limit ${after} offset ${before}\``,
  ],
  [
    ({ found }) => /^(identity|auto_increment|autoincrement)$/.test(found),
    () => 'there are no counters: give the key a value of its own',
  ],
  [
    ({ found, before, expected }) => before === ')' && isName(found) && expected.some((word) => word.includes('`{`')),
    ({ found }) => `the type of the result is written \`returns ${found}\``,
  ],
  [
    ({ before, before2 }) => (before === '+' && before2 === '+') || (before === '-' && before2 === '-'),
    ({ before }) => `write \`x = x ${before} 1\``,
  ],
  [({ found }) => found === '?', () => 'write `case when a then b else c end`'],
  [
    ({ before, before2, found }) => found === 'function' && before === 'upsert' && before2 !== 'or',
    ({ after }) => `a function has no verb before it: \`function ${after}(…) returns … { … }\``,
  ],
  [
    ({ found, expected }) => found === 'function' && expected.includes('an expression'),
    () => 'a function without a name is written `x => …`',
  ],
  [({ before, expected }) => before === 'on' && expected.includes('`(`'), ({ found }) => `write \`on (${found})\``],
  [
    ({ before2, expected }) => before2 === 'call' && expected.includes('`(`'),
    ({ before }) => `write \`call ${before}()\``,
  ],
  [
    ({ found, expected }) => found === ',' && expected.includes('a statement'),
    () => 'a list has brackets, `[1, 2]`; each local has its own `let`',
  ],
  [
    ({ expected, before }) => expected.length === 1 && isName(before) && /^(FROM|INTO|SET|BY)$/.test(expected[0] ?? ''),
    ({ before, expected: [word], found }) =>
      word === 'SET' ? `write \`set ${before} = …\`` : `write \`${before} ${word?.toLowerCase() ?? ''} ${found}\``,
  ],
];

/** What is written here for a form of another dialect; `found` is missing at the end of the file. */
export function dialectHint(
  tokens: readonly StreamToken[],
  found: StreamToken | undefined,
  expected: readonly string[],
): string | undefined {
  const index = found?.index ?? tokens.length;
  const word = (at: number): string => {
    const text = tokens[at]?.image ?? '';
    return /^[A-Za-z_]\w*$/.test(text) && tokens[at]?.tokenType.name !== 'String' ? text.toLowerCase() : text;
  };
  const place: Place = {
    found: word(index),
    kind: tokens[index]?.tokenType.name ?? '',
    before: word(index - 1),
    before2: word(index - 2),
    after: word(index + 1),
    after2: word(index + 2),
    words: tokens.slice(Math.max(0, index - 7), index).map(({ image }) => image),
    expected,
  };
  return habits.find(([is]) => is(place))?.[1](place);
}
