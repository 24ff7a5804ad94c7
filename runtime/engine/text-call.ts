import type { CatalogView, RoutineInfo, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { NULL, STRING } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { showSignature } from '../../compiler/contract/show-signature.ts';
import type { Parameter } from '../../compiler/contract/signature.ts';
import { suggest } from '../../compiler/contract/suggest.ts';
import { isDataType } from '../../compiler/contract/type.ts';
import type { TextArguments } from '../client/messages.ts';
import type { Value } from '../columnar/value.ts';
import { quotedName } from './call-text.ts';
import { TextArgumentError, textArgument } from './text-argument.ts';

/** A call as text, and the parameters that its text names, each with its value. */
export interface TextCall {
  readonly text: string;
  readonly locals: readonly { readonly scope: ScopeLocal; readonly value: Value }[];
}

/**
 * The call of a procedure or function with arguments that are texts, each read by the type of its parameter. `null` is NULL where the parameter may be NULL. A
 * parameter without a type takes numbers, `true`, `false` and `null` as literals, and anything else as text.
 *
 * Errors: `ObjectNotFound`, and `WrongArguments` with the signature and all that does not fit it.
 */
export function textCall(view: CatalogView, routine: string, texts: TextArguments): TextCall {
  const { name, signature } = routineOf(view, routine);
  const parts: string[] = [];
  const locals: TextCall['locals'][number][] = [];
  for (const [parameter, argument] of readTexts(showSignature(name, signature), signature.parameters, texts)) {
    if ('literal' in argument) parts.push(`${quotedName(parameter)}: ${argument.literal}`);
    else {
      const bound = `$${locals.length + 1}`;
      parts.push(`${quotedName(parameter)}: ${bound}`);
      locals.push({ ...argument, scope: { ...argument.scope, name: bound } });
    }
  }
  return { text: `${quotedName(name)}(${parts.join(', ')})`, locals };
}

/** What a text stands for: a local of the parameter's name and type, or a literal, where the parameter has no type. */
export type TextValue = { readonly literal: string } | TextCall['locals'][number];

/** The arguments that texts stand for, by the names and in the order of the parameters; those with a default may be left out. Errors: `WrongArguments` with all that does not fit. */
export function readTexts(
  signature: string,
  parameters: readonly TextParameter[],
  texts: TextArguments,
): ReadonlyMap<string, TextValue> {
  const wrong: string[] = [];
  const known = parameters.map((parameter) => parameter.name);
  const given = new Map<string, string>();
  for (const [argument, text] of Object.entries(texts)) {
    const parameter = known.find((each) => each.toLowerCase() === argument.toLowerCase());
    if (parameter === undefined) wrong.push(unknown(argument, known));
    else if (given.has(parameter)) wrong.push(`\`${parameter}\` is given twice`);
    else given.set(parameter, text);
  }
  const values = new Map<string, TextValue>();
  for (const parameter of parameters) {
    const text = given.get(parameter.name);
    if (text === undefined) {
      if (parameter.defaultText === null) wrong.push(`\`${parameter.name}\` is missing`);
      continue;
    }
    try {
      values.set(parameter.name, argumentOf(parameter, text));
    } catch (error) {
      if (!(error instanceof TextArgumentError)) throw error;
      wrong.push(`\`${parameter.name}\`: ${error.message}`);
    }
  }
  if (wrong.length > 0) throw gobiError('WrongArguments', { signature, reason: wrong.join('; ') });
  return values;
}

/** What is known of a parameter that takes a text. */
export type TextParameter = Pick<Parameter, 'name' | 'slot' | 'defaultText'>;

function routineOf({ routines }: CatalogView, name: string): RoutineInfo {
  const found = routines.filter((each) => each.name.toLowerCase() === name.toLowerCase());
  const routine = found.find(({ signature }) => signature.receiver === null);
  if (routine !== undefined) return routine;
  if (found.length > 0)
    throw gobiError('InvalidOperation', {
      what: `the call of \`${name}\``,
      reason: 'it is called on a value',
      instead: `call it in a statement: \`gobi sql -c "…"\``,
    });
  const meant = suggest(
    name,
    routines.filter(({ signature }) => signature.receiver === null).map((each) => each.name),
  );
  throw gobiError('ObjectNotFound', { kind: 'procedure or function', name, nearest: meant });
}

function unknown(argument: string, known: readonly string[]): string {
  const meant = suggest(argument, known);
  return `there is no parameter \`${argument}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`;
}

const LITERAL = /^(?:-?\d+(?:\.\d+)?|true|false|null)$/;

function argumentOf({ name, slot: { type, nullable } }: TextParameter, text: string): TextValue {
  if (text === 'null' && nullable)
    return { scope: { name, type: isDataType(type) ? type : NULL, nullable: true, refersTo: null }, value: null };
  if (isDataType(type))
    return { scope: { name, type, nullable: false, refersTo: null }, value: textArgument(text, type) };
  switch (type.kind) {
    case 'function':
      throw new TextArgumentError('is a function, which a command line cannot give');
    case 'iterator':
      throw new TextArgumentError('is a stream, which a command line cannot give');
    case 'table':
      break;
    default:
      if (LITERAL.test(text)) return { literal: text };
      if (/^\s*[[{]/.test(text))
        throw new TextArgumentError('has no type, so that lists and structs cannot be read: give the parameter one');
  }
  return { scope: { name, type: STRING, nullable: false, refersTo: null }, value: text };
}
