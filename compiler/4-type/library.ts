import { partChoices, type PartChoice } from '../contract/date-parts.ts';
import { decimalRules, type DecimalRuleName } from '../contract/decimal-rules.ts';
import type { Library } from '../contract/library.ts';
import type { Operation } from '../contract/scalar.ts';
import {
  LIBRARY_USES,
  NO_EFFECTS,
  type LibraryFunction,
  type LibraryUse,
  type Parameter,
  type Signature,
  type Traits,
} from '../contract/signature.ts';
import type { TypeSlot } from '../contract/type.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { Program } from '../ir/syntax.ts';
import type { DefineFunction, OptionList } from '../ir/syntax-routine.ts';
import type { SourceFile } from '../source/source-file.ts';
import { readType, type TypeNames } from './types/read-type.ts';

/** A declaration of the standard library: a function with options and without a body. */
type Declaration = DefineFunction & { readonly options?: OptionList };

const NAMES: TypeNames = {
  named: () => null,
  mistake: ({ type, needed }) => {
    throw new Error(`type ${type} of a library declaration needs ${needed}`);
  },
  library: true,
};

/** Reads the standard library's declarations. Aliases are further names of the same function. */
export function libraryOf(programs: readonly { readonly file: SourceFile; readonly program: Program }[]): Library {
  const library = new Map<string, LibraryFunction[]>();
  for (const { file, program } of programs) {
    let docs: Docs = { documentation: '', examples: [] };
    for (const statement of program.statements) {
      if (statement.kind !== 'DefineFunction') continue;
      docs = docsBefore(file.text, statement.span.start) ?? docs;
      const options = optionsOf((statement as Declaration).options);
      const entry: LibraryFunction = {
        id: idOf(statement, options),
        signature: signatureOf(file, statement, options),
        ...docs,
      };
      for (const name of [statement.name.text, ...words(options.get('aliases'))]) {
        const key = name.toLowerCase();
        library.set(key, [...(library.get(key) ?? []), entry]);
      }
    }
  }
  return library;
}

type OptionValue = string | boolean | readonly string[];

function optionsOf(list: OptionList | undefined): ReadonlyMap<string, OptionValue> {
  return new Map((list?.options ?? []).map(({ key, value }) => [key.text.toLowerCase(), valueOf(value)]));
}

function valueOf(value: Expression | { readonly kind: 'OptionWord'; readonly text: string }): OptionValue {
  switch (value.kind) {
    case 'StringLiteral':
    case 'BooleanLiteral':
      return value.value;
    case 'OptionWord':
      return value.text;
    case 'ListLiteral':
      return value.elements.map((element) => (element.kind === 'StringLiteral' ? element.value : ''));
    default:
      throw new Error(`an option of a library declaration cannot be a ${value.kind}`);
  }
}

function words(value: OptionValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** The native body's id; operations, aggregates and window functions have the name of what they are. */
function idOf({ name }: DefineFunction, options: ReadonlyMap<string, OptionValue>): string {
  for (const key of ['native', 'operation', 'aggregate', 'window']) {
    const value = options.get(key);
    if (typeof value === 'string') return key === 'native' ? value : `${key}/${value}`;
  }
  return `form/${name.text}`;
}

function signatureOf(
  file: SourceFile,
  statement: DefineFunction,
  options: ReadonlyMap<string, OptionValue>,
): Signature {
  const variadic = options.get('variadic') === true;
  const last = statement.parameters.length - 1;
  const parameters = statement.parameters.map((parameter, i): Parameter => ({
    name: parameter.name.text,
    slot: slotOf(parameter.type === undefined ? null : readType(parameter.type, NAMES)),
    defaultText:
      parameter.default === undefined
        ? null
        : file.text.slice(parameter.default.span.start, parameter.default.span.end),
    variadic: variadic && i === last,
  }));
  const { clauses } = statement;
  const volatile = options.get('volatile') === true;
  const mode = clauses.modes.length === 1 ? clauses.modes[0]! : 'either';
  return {
    name: statement.name.text,
    receiver: statement.receiver === undefined ? null : slotOf(readType(statement.receiver, NAMES)),
    parameters,
    result:
      clauses.returns === undefined
        ? { type: { kind: 'void' }, nullable: false }
        : slotOf(readType(clauses.returns, NAMES)),
    effects: {
      ...NO_EFFECTS,
      async: mode === 'async',
      io: mode === 'async' || options.get('io') === true,
      deterministic: !volatile,
      ...(options.get('acts') === true ? { acts: true } : {}),
    },
    declaredRaises: null,
    mode,
    traits: traitsOf(options),
    inline: null,
  };
}

function slotOf(slot: TypeSlot | null): TypeSlot {
  return slot ?? { type: { kind: 'any' }, nullable: true };
}

function traitsOf(options: ReadonlyMap<string, OptionValue>): Traits {
  const text = (key: string): string | undefined => {
    const value = options.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const [operation, aggregate, window, decimal, nullWhen, part, use, word, listForm, valueForm, epochForm] = [
    'operation',
    'aggregate',
    'window',
    'decimal',
    'null_when',
    'part',
    'use',
    'word',
    'list_form',
    'value_form',
    'epoch_form',
  ].map(text);
  return {
    ...(operation === undefined ? {} : { operation: operation as Operation }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(window === undefined ? {} : { window }),
    ...(decimal === undefined || !Object.hasOwn(decimalRules, decimal) ? {} : { decimal: decimal as DecimalRuleName }),
    ...(nullWhen === 'any' || nullWhen === 'all' ? { nullWhen } : {}),
    ...(part === undefined || !Object.hasOwn(partChoices, part) ? {} : { part: part as PartChoice }),
    ...(LIBRARY_USES.includes(use as LibraryUse) ? { use: use as LibraryUse } : {}),
    ...(word === undefined ? {} : { word }),
    ...(listForm === undefined ? {} : { listForm }),
    ...(valueForm === undefined ? {} : { valueForm }),
    ...(epochForm === undefined ? {} : { epochForm }),
    ...(options.get('strict') === false ? { strict: false } : {}),
    ...(options.get('may_be_null') === true ? { mayBeNull: true } : {}),
    ...(options.get('null_on_empty') === true ? { nullOnEmpty: true } : {}),
    ...(options.get('volatile') === true ? { volatile: true } : {}),
    ...(options.get('acts') === true ? { acts: true } : {}),
  };
}

type Docs = Pick<LibraryFunction, 'documentation' | 'examples'>;

/** The `---` lines right above a declaration; `null` when there are none, as for further overloads of one function. */
function docsBefore(text: string, offset: number): Docs | null {
  const lines = text.slice(0, offset).split('\n');
  const docs: string[] = [];
  for (let i = lines.length - 2; i >= 0 && (lines[i] ?? '').startsWith('---'); i--)
    docs.unshift((lines[i] ?? '').slice(3).trim());
  if (docs.length === 0) return null;
  const isExample = (line: string): boolean => line.startsWith('example:');
  const examples = docs.filter(isExample).map((line) => {
    const [call = '', result = ''] = line.slice('example:'.length).split(/ -> (?!.* -> )/);
    return { call: call.trim(), result: result.trim() };
  });
  return { documentation: docs.filter((line) => !isExample(line)).join('\n'), examples };
}
