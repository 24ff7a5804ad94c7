import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import { gobiError, withFrame } from '../../compiler/contract/runtime-error.ts';
import type { Parsed } from './build.ts';

/** Statements that keep a text for later: what is wrong in it is the check's own finding. */
const DEFINITIONS = /^(Create|Define|Alter|UpsertProcedure|UpsertTrigger|UpsertSchedule|UpsertPipeline|Audit|Test)/;

/**
 * The error of a statement in which nothing is wrong but literals that do not fit where they stand: the same as for any other value, whether it comes from a
 * parameter, a file or a query. `null` where the check found something else.
 */
export function valueError({ program, file }: Parsed, diagnostics: readonly Diagnostic[]): Error | null {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const first = errors[0]!;
  if (program.statements.some(({ kind }) => DEFINITIONS.test(kind)) || !errors.every(isOfValue)) return null;
  const { span } = first;
  const place = { file: first.file, span };
  const { text, value, type, form } = first.params as Readonly<Record<string, string>>;
  const column = first.params['column'] === undefined ? {} : { column: String(first.params['column']) };
  const to = String(type);
  const error =
    first.code === 'PLG1217'
      ? gobiError('ConversionError', { value: `'${text}'`, to, reason: `write it as '${form}'`, ...column }, { place })
      : value!.startsWith("'")
        ? gobiError('ConversionError', { value: value!, to, ...column }, { place })
        : gobiError('NumericOverflow', { operation: value!, value: value!, type: to, ...column }, { place });
  const before = file.text.slice(0, span.start);
  return withFrame(error, {
    procedure: 'statement',
    file: file.name,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  });
}

/** A text that is no date, or whatever is expected; a text or number that is too long. */
function isOfValue({ code }: Diagnostic): boolean {
  return code === 'PLG1217' || code === 'PLG1219';
}
