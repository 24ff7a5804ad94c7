import { didYouMean, error, info, warning } from '../message.ts';

/** PLG15xx exceptions · PLG16xx asynchrony and writes · PLG17xx inference · PLG18xx security. */
export const effectMessages = {
  PLG1501: warning<{ exception: string; nearest?: string | undefined }>(
    (p) => `exception \`${p.exception}\` is not declared; it is taken as one of its own`,
    (p) => didYouMean(p) ?? `declare it: \`type exception as ${p.exception}\``,
  ),
  PLG1502: warning<{ exception: string }>(
    (p) => `\`${p.exception}\` is declared in \`raises\`, but never thrown`,
    () => 'remove it from `raises`',
  ),
  PLG1503: error<{
    exception: string;
    routine: string;
    trigger?: string | undefined;
    /** All that the routine throws and does not declare. */
    missing: readonly string[];
  }>(
    (p) =>
      `\`${p.exception}\` may be thrown here${p.trigger === undefined ? '' : ` by trigger \`${p.trigger}\``}, but \`${p.routine}\` does not declare it`,
    (p) => `add \`raises ${p.exception}\`, or catch it`,
  ),
  PLG1504: warning<{ exception: string }>(
    (p) => `this arm is never reached: nothing in the \`try\` throws \`${p.exception}\``,
    () => 'remove it',
  ),
  PLG1505: error<{ found: string }>(
    (p) => `${p.found} cannot be thrown`,
    () => "throw an exception: `throw Exception('…')`",
  ),
  PLG1601: error<{ name: string; place: string }>(
    (p) => `\`${p.name}\` is async and cannot be called in ${p.place}`,
    () => 'call it before, and use its result; or use an AFTER trigger',
  ),
  PLG1602: error<{ name: string; effect: string }>(
    (p) => `\`${p.name}\` is used in a query, but ${p.effect}`,
    () => 'functions in queries only read; call it as a statement',
  ),
  PLG1603: error<{ routine: string; because: string }>(
    (p) => `\`${p.routine}\` is declared sync, but ${p.because}`,
    () => 'declare it `as async`, or leave the clause out',
  ),

  PLG1701: info<{ name: string; type: string }>((p) => `\`${p.name}\` is inferred to be ${p.type}`),
  PLG1702: error<{
    name: string;
    candidates?: readonly string[] | undefined;
    isArrow?: boolean;
    isParameter?: boolean;
    /** Of a lambda: the types of its parameters, as far as they are known. */
    lambda?: readonly string[];
  }>(
    (p) =>
      `cannot infer the type of \`${p.name}\`` +
      (p.candidates === undefined || p.candidates.length === 0 ? '' : `: it may be ${p.candidates.join(', ')}`),
    (p) =>
      p.isArrow === true
        ? `\`->\` makes a function; JSON is read by \`${p.name}['key']\` and \`${p.name} ->> 'key'\``
        : p.lambda !== undefined
          ? `write the type of what it is put into: \`let f: (${p.lambda.join(', ')}) -> int = …\``
          : `write it: \`${p.name} ${p.isParameter === true ? ':: ' : ''}${p.candidates?.[0] ?? 'int'}\``,
  ),
  PLG1801: error<{ name: string; where: string }>(
    (p) => `secret \`${p.name}\` would be shown in ${p.where}`,
    () => 'secrets are for `with secret` and for reading files; they cannot be shown or compared',
  ),
  PLG1802: info<{ name: string }>(
    (p) => `\`${p.name}\` names a table when it runs, and anyone who calls this may choose it`,
    (p) => `restrict it: \`if ${p.name} not in ('a', 'b') { throw … }\``,
  ),
  PLG1803: error<{ privilege: string; object: string; possible: readonly string[] }>(
    (p) => `there is no right to ${p.privilege} on a ${p.object}`,
    (p) => `rights on a ${p.object} are ${p.possible.join(', ')}, and all`,
  ),
  PLG1804: error<{ role: string; privilege: string; object: string; name: string }>(
    (p) => `role \`${p.role}\` has no right to ${p.privilege} on ${p.object} \`${p.name}\``,
    (p) => `the owner gives it by \`grant ${p.privilege} on ${p.object} ${p.name} to ${p.role}\``,
  ),
  PLG1805: error<{ role: string; what: string }>(
    (p) => `role \`${p.role}\` may not ${p.what}: only the owner of the lake may`,
    () => 'the owner may put it into a procedure, and grant the right to execute that',
  ),
  PLG1806: error<{ place: string; instead?: string | undefined }>(
    (p) => `the value of the secret would be kept readable in ${p.place}`,
    (p) => p.instead ?? 'make it at the prompt or in a script: there its value is sealed at once',
  ),
} as const;
