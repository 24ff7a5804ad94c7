import type { Expression } from '../../ir/syntax-expression.ts';
import type { OptionList, OptionWord } from '../../ir/syntax-routine.ts';
import type { Checker } from '../checker.ts';
import { textOf } from '../checker.ts';

/** Options by the keys as written, their values as plain data. */
export function optionsAsWritten(checker: Checker, list: OptionList): Readonly<Record<string, unknown>> {
  return Object.fromEntries(list.options.map(({ key, value }) => [key.text, plainValue(checker, value)]));
}

/** An option's value as data: literals, lists and structs of literals; other expressions as their text. */
export function plainValue(checker: Checker, value: Expression | OptionWord): unknown {
  switch (value.kind) {
    case 'OptionWord':
      return value.text;
    case 'StringLiteral':
    case 'BooleanLiteral':
      return value.value;
    case 'NullLiteral':
      return null;
    case 'NumberLiteral':
      return Number(value.text);
    case 'Identifier':
      return value.text;
    case 'Unary':
      return value.operator === '-' && value.operand.kind === 'NumberLiteral' ? -Number(value.operand.text) : textOf({ checker }, value);
    case 'ListLiteral':
      return value.elements.map((element) => plainValue(checker, element));
    case 'StructLiteral':
      return Object.fromEntries(value.fields.map((field) => [field.name.text, plainValue(checker, field.value)]));
    default:
      return textOf({ checker }, value);
  }
}
