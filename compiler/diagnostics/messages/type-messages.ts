import { counted, didYouMean, error, warning } from '../message.ts';
import type { Unknown } from '../message.ts';

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const isInt = (type: string): boolean => /^u?int/.test(type);

const ofColumn = ({ column }: { readonly column?: string | undefined }): string =>
  column === undefined ? '' : `column \`${column}\`: `;

/** PLG12xx: values of the wrong type. Types in parameters are already written as the language writes them. */
export const typeMessages = {
  PLG1201: error<{ expected: string; found: string; hint?: string | undefined; column?: string | undefined }>(
    (p) => `${ofColumn(p)}type mismatch: expected ${p.expected}, got ${p.found}`,
    (p) => p.hint ?? `cast it: \`:: ${p.expected}\``,
  ),
  PLG1202: error<{ operator: string; left: string; right?: string | undefined; hint?: string | undefined }>(
    (p) => `operator \`${p.operator}\` is not defined for ${p.left}${p.right === undefined ? '' : ` and ${p.right}`}`,
    (p) => p.hint,
  ),
  PLG1203: error<{ declared: string; found: string }>(
    (p) => `declared to return ${p.declared}, but returns ${p.found}`,
    ({ declared, found }) => {
      if (found === 'nothing') return `give a value: \`return …\``;
      if (declared === 'void' || /^secret\b/.test(found)) return `change the clause to \`returns ${found}\``;
      if (found === 'void')
        return 'a procedure that gives nothing is called for what it does: `call …`, then return a value';
      const onlyNull = found === `${declared}?`;
      return `change the clause to \`returns ${found}\`, or ${onlyNull ? 'say what NULL means: `… ?? value`' : `cast: \`:: ${declared}\``}`;
    },
  ),
  PLG1204: error<{ name: string; type: string }>(
    (p) => `not all paths of \`${p.name}\` return a value (${p.type})`,
    () => 'add a `return` at the end',
  ),
  PLG1205: error<{ what: string }>(
    (p) => (p.what === 'the guard' ? 'the guard may be NULL' : `the condition of \`${p.what}\` may be NULL`),
    () => 'say what NULL means: `… ?? false`, or test `is not null` first',
  ),
  PLG1206: error<{ name: string; given: number; needed: string; signature: string }>(
    (p) => `wrong number of arguments for \`${p.name}\`: got ${p.given}, need ${p.needed}`,
    (p) => p.signature,
  ),
  PLG1207: error<{ field: string; struct: string; nearest?: string | undefined }>(
    (p) => `no field \`${p.field}\` in ${p.struct}`,
    didYouMean,
  ),
  PLG1208: error<{ struct: string; fields: readonly string[] }>(
    (p) => `${p.struct} misses ${p.fields.length === 1 ? 'field' : 'fields'} ${listed(p.fields)}`,
    (p) => `add ${p.fields.map((field) => `${field}: …`).join(', ')}`,
  ),
  PLG1209: warning<{ missing: string }>(
    (p) => `match is not exhaustive: ${p.missing} is missing`,
    () => 'add an arm `_ -> …`; without it other values raise MatchError',
  ),
  PLG1210: error<{ from: string; to: string }>((p) => `a cast from ${p.from} to ${p.to} is not possible`),
  PLG1211: error<{ name: string; declared: string; found: string }>(
    (p) => `\`${p.name}\` is ${p.declared} in this scope and cannot become ${p.found}`,
    () => 'choose another name',
  ),
  PLG1212: error<{ what: string; type: string }>((p) => `${p.what} is ${p.type}, not a function`),
  PLG1213: error<{ function: string } & Unknown>((p) => `\`${p.function}\` has no parameter \`${p.name}\``, didYouMean),
  PLG1214: error<{ name: string }>((p) => `argument \`${p.name}\` is given twice`),
  PLG1215: error<{ type: string; access: string }>(
    (p) => `${p.type} has no ${p.access}`,
    (p) => (p.type === 'string' && p.access === 'elements' ? 'the first character is `substring(s, 1, 1)`' : undefined),
  ),
  PLG1216: error<{ what: string; found: string }>(
    (p) => `the condition of \`${p.what}\` must be boolean, not ${p.found}`,
    () => "compare: `n <> 0`, `s <> ''`, `len(list) > 0`",
  ),
  PLG1217: error<{ text: string; type: string; form: string; column?: string | undefined }>(
    (p) => `${ofColumn(p)}'${p.text}' is not a valid ${p.type}`,
    (p) => `write it as '${p.form}'`,
  ),
  PLG1218: error<{ from: string; to: string; column?: string | undefined; castOfPart?: string | undefined }>(
    (p) => `${ofColumn(p)}${p.from} ${isInt(p.from) && isInt(p.to) ? 'may not fit' : 'loses digits as'} ${p.to}`,
    (p) =>
      p.castOfPart === undefined
        ? `say that you want it: \`:: ${p.to}\``
        : `\`::\` casts what stands right before it: write \`${p.castOfPart}\``,
  ),
  PLG1219: error<{ value: string; type: string; range: string; column?: string | undefined }>(
    (p) => `${ofColumn(p)}${p.value} does not fit ${p.type}`,
    (p) => `${p.type} holds ${p.range}`,
  ),
  PLG1220: error<{ operator: string; type: string }>((p) => `${p.type} cannot be compared with \`${p.operator}\``),
  PLG1221: error<{ found: string }>(
    (p) => `\`for\` cannot loop over ${p.found}`,
    () => 'loop over a list, a table, or `range(a, b)`',
  ),
  PLG1222: error<{ type: string; missing: readonly string[] }>(
    (p) => `match over ${p.type} does not cover ${p.missing.join(', ')}`,
    () => 'add the missing arms, or `_ -> …`',
  ),
  PLG1223: error<{ pattern: string; type: string }>(
    (p) => `pattern ${p.pattern} never matches a value of type ${p.type}`,
  ),
  PLG1224: error<{ types: readonly string[]; what: string }>(
    (p) => `${p.what} have no common type: ${p.types.join(', ')}`,
    () => 'cast them to one type',
  ),
  PLG1225: error<{ name: string }>(
    (p) => `\`${p.name}\` gives no value`,
    () => 'call it as a statement of its own',
  ),
  PLG1226: error<{ type: string; arguments: number | string; needed: string }>(
    (p) =>
      `type \`${p.type}\` has ${typeof p.arguments === 'number' ? counted(p.arguments, 'argument') : p.arguments}, needs ${p.needed}`,
  ),
  PLG1227: error<{ what: string; found: string; expected: string }>(
    (p) => `${p.what} must be ${p.expected}, not ${p.found}`,
  ),
  PLG1228: error<{ field: string; struct: string }>((p) => `field \`${p.field}\` of ${p.struct} is given twice`),
  PLG1229: error<{ name: string; signature: string; given: string }>(
    (p) => `no form of \`${p.name}\` takes ${p.given}`,
    (p) => p.signature,
  ),
  PLG1230: error<{ names: readonly [string, string]; signature: string }>(
    (p) => `this fits \`${p.names[1]}\`, not \`${p.names[0]}\`: the two arguments are in each other's place`,
    (p) => p.signature,
  ),
  PLG1231: error<{ what: string; parts: readonly string[] } & Unknown>(
    (p) => `\`${p.name}\` is not ${p.what}`,
    (p) => didYouMean(p) ?? `use one of ${p.parts.join(', ')}`,
  ),
  PLG1232: warning<{ operator: string }>(
    (p) => `\`${p.operator}\` by zero always fails`,
    () => '`nullif(divisor, 0)` makes a divisor NULL that is zero, `try_divide` gives NULL then',
  ),
} as const;
