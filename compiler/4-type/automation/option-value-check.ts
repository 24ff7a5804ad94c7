import { readByteSize } from '../../contract/byte-size.ts';
import { checkCron, isCronText, showCronFault } from '../../contract/cron.ts';
import { readDuration } from '../../contract/duration.ts';
import { isMoment } from '../../contract/moment.ts';
import { showOptionType, type OptionType } from '../../contract/option-type.ts';
import { isTimeZone, suggestTimeZone } from '../../contract/time-zone.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { OptionWord } from '../../ir/syntax-routine.ts';
import { assertNever } from '../../source/assert-never.ts';
import { report, textOf, type Env } from '../checker.ts';
import { findKey } from './option-check.ts';

type Value = Expression | OptionWord;

/** Whether a value fits the type of its option; what does not is reported where it stands. */
export function checkOptionValue(env: Env, key: string, type: OptionType, value: Value, object: string): boolean {
  const fits = fit(env, key, type, value, object);
  if (fits === 'no') report(env, 'PLG1410', { key, found: textOf(env, value), expected: showOptionType(type) }, value.span);
  return fits === 'yes';
}

type Fit = 'yes' | 'no' | 'reported';

function fit(env: Env, key: string, type: OptionType, value: Value, object: string): Fit {
  const text = textIn(value);
  const when = (condition: boolean): Fit => (condition ? 'yes' : 'no');
  switch (type.kind) {
    case 'text':
    case 'name':
    case 'model kind':
    case 'exe':
      return when(text !== null);
    case 'call':
      return when(text !== null || value.kind === 'Call');
    case 'boolean':
      return when(value.kind === 'BooleanLiteral');
    case 'integer':
    case 'number': {
      const number = numberIn(value);
      return when(number !== null && number >= type.least && (type.kind === 'number' || Number.isInteger(number)));
    }
    case 'word':
      return when(text !== null && type.words.includes(text.toLowerCase()));
    case 'set': {
      const words = value.kind === 'ListLiteral' ? value.elements.map(textIn) : (text?.split('|') ?? [null]);
      return when(words.every((word) => word !== null && type.words.includes(word.trim().toLowerCase())));
    }
    case 'expression':
    case 'data':
      return 'yes';
    case 'duration':
      return when(value.kind === 'IntervalLiteral' || (text !== null && readDuration(text) !== null) || (numberIn(value) ?? -1) >= 0);
    case 'size':
      return when((text !== null && readByteSize(text) !== null) || (numberIn(value) ?? -1) >= 0);
    case 'cron':
      return text === null ? 'no' : cron(env, text, value);
    case 'schedule':
      return text === null ? 'no' : isCronText(text) ? cron(env, text, value) : 'yes';
    case 'zone':
      if (text === null || isTimeZone(text)) return when(text !== null);
      report(env, 'PLG1413', { zone: text, nearest: suggestTimeZone(text) }, value.span);
      return 'reported';
    case 'moment':
      return when((text !== null && isMoment(text)) || value.kind === 'TypedLiteral');
    case 'list': {
      const elements: readonly Value[] = value.kind === 'ListLiteral' ? value.elements : [value];
      return worst(elements.map((element) => (checkOptionValue(env, key, type.of, element, object) ? 'yes' : 'reported')));
    }
    case 'struct':
      if (value.kind !== 'StructLiteral') return 'no';
      return worst(value.fields.map((field) => {
        const found = findKey(env, type.keys, `\`${key}\``, field.name);
        return found === null || checkOptionValue(env, field.name.text, found.info.type, field.value, object) ? 'yes' : 'reported';
      }));
    case 'map':
      if (value.kind !== 'StructLiteral') return 'no';
      return worst(value.fields.map((field) => (checkOptionValue(env, field.name.text, type.of, field.value, object) ? 'yes' : 'reported')));
    case 'choice': {
      const chosen = type.of.find((each) => formOf(each) === formOfValue(value)) ?? type.of.find((each) => fits(env, each, value));
      return chosen === undefined ? 'no' : fit(env, key, chosen, value, object);
    }
    default:
      return assertNever(type);
  }
}

function worst(all: readonly Fit[]): Fit {
  return all.every((each) => each === 'yes') ? 'yes' : 'reported';
}

/** Whether a value fits, without a word about it. */
function fits(env: Env, type: OptionType, value: Value): boolean {
  env.checker.silent++;
  const fitting = fit(env, '', type, value, '') === 'yes';
  env.checker.silent--;
  return fitting;
}

/** Structs and lists are told from single values by their form. */
function formOf(type: OptionType): 'struct' | 'list' | 'single' {
  return type.kind === 'struct' || type.kind === 'map' ? 'struct' : type.kind === 'list' ? 'list' : 'single';
}

function formOfValue(value: Value): 'struct' | 'list' | null {
  return value.kind === 'StructLiteral' ? 'struct' : value.kind === 'ListLiteral' ? 'list' : null;
}

/** The text of a string or a bare word. */
function textIn(value: Value): string | null {
  if (value.kind === 'StringLiteral') return value.value;
  if (value.kind === 'OptionWord') return value.text;
  return value.kind === 'Identifier' ? value.text : null;
}

function numberIn(value: Value): number | null {
  if (value.kind === 'NumberLiteral') return Number(value.text);
  return value.kind === 'Unary' && value.operator === '-' && value.operand.kind === 'NumberLiteral' ? -Number(value.operand.text) : null;
}

function cron(env: Env, text: string, value: Value): Fit {
  const fault = checkCron(text);
  if (fault === null) return 'yes';
  report(env, 'PLG1406', { cron: text, reason: showCronFault(fault) }, value.span);
  return 'reported';
}
