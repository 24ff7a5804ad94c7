import { createHash } from 'node:crypto';
import type { BoundRoutine } from '../../compiler/contract/bindings.ts';
import { sameDataType, type DataType, type Field } from '../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { fromUserValue } from '../columnar/from-user-value.ts';
import { rowsOf, toRows } from '../columnar/rows-of.ts';
import { userValue } from '../columnar/user-value.ts';
import type { Value } from '../columnar/value.ts';
import type { Client } from './client.ts';
import type { Result } from './result.ts';
import type { RunOptions } from './runner.ts';

/** The routines that a client was built for, as `gobi build --client` writes them. */
export interface Bindings {
  /** Of the routines: a file that was changed by hand is no file that was built. */
  readonly hash: string;
  readonly routines: readonly BoundRoutine[];
}

/** What came of a call that may raise: its value, or one of the exceptions that it declares or that were found in it. */
export type Attempt<R, E extends string> =
  | { readonly ok: true; readonly value: R }
  | { readonly ok: false; readonly error: GobiError & { readonly exception: E } };

/** Arguments may be left out where none is needed. */
type Given<A> = Record<never, never> extends A ? [args?: A, options?: RunOptions] : [args: A, options?: RunOptions];

/** A routine of a service as a function: arguments by name, values as programs have them. */
export interface TypedCall<A, R, E extends string> {
  (...given: Given<A>): Promise<R>;
  /** As the call itself, but gives the exceptions that it may raise instead of rejecting with them. */
  attempt(...given: Given<A>): Promise<Attempt<R, E>>;
}

/** A client whose service has the routines that it was built for. */
export type TypedClient<P, F> = Client & { readonly procedures: P; readonly functions: F };

/** The hash of routines. */
export function bindingsHash(routines: readonly BoundRoutine[]): string {
  return createHash('sha256').update(JSON.stringify(routines)).digest('hex').slice(0, 32);
}

/** The routines as functions over a client. `raises`: exceptions by `kind name`. */
export function withRoutines<P, F>(
  client: Client,
  { routines }: Bindings,
  raises: Readonly<Record<string, readonly string[]>>,
  run: (
    routine: string,
    values: Readonly<Record<string, Value>>,
    types: readonly DataType[],
    options: RunOptions,
  ) => Promise<Result>,
): TypedClient<P, F> {
  const callsOf = (kind: BoundRoutine['kind']): Record<string, unknown> =>
    Object.fromEntries(
      routines
        .filter((routine) => routine.kind === kind)
        .map((routine) => [routine.name, typedCall(routine, raises[`${kind} ${routine.name}`] ?? [], run)]),
    );
  return Object.assign(client, { procedures: callsOf('procedure') as P, functions: callsOf('function') as F });
}

function typedCall(
  routine: BoundRoutine,
  raises: readonly string[],
  run: Parameters<typeof withRoutines>[3],
): TypedCall<Readonly<Record<string, unknown>>, unknown, string> {
  const takers = routine.parameters.map(({ name, type }) => ({ name, type, take: fromUserValue(type) }));
  const call = async (args: Readonly<Record<string, unknown>> = {}, options: RunOptions = {}): Promise<unknown> => {
    const beyond = Object.keys(args).find((name) => !takers.some((taker) => taker.name === name));
    if (beyond !== undefined)
      throw gobiError('WrongArguments', {
        signature: routine.signature,
        reason: `there is no parameter \`${beyond}\``,
      });
    const given = takers.filter(({ name }) => args[name] !== undefined);
    const values = Object.fromEntries(given.map(({ name, take }) => [name, take(args[name])]));
    const result = await run(
      routine.name,
      values,
      given.map(({ type }) => type),
      options,
    );
    return valueOf(routine, result);
  };
  const attempt = async (...given: Parameters<typeof call>): Promise<Attempt<unknown, string>> => {
    try {
      return { ok: true, value: await call(...given) };
    } catch (error) {
      if (!(error instanceof GobiError) || !raises.includes(error.exception)) throw error;
      return { ok: false, error };
    }
  };
  return Object.assign(call, { attempt });
}

/** The value for a program. A deploy may have changed what a routine gives since the client connected: `StaleBindings`. */
function valueOf(routine: BoundRoutine, { table, scalar, fields }: Result): unknown {
  const { result } = routine;
  if (result === null) return null;
  const awaited: readonly Omit<Field, 'name'>[] = 'value' in result ? [result.value] : result.columns;
  if (
    table === null ||
    scalar !== 'value' in result ||
    awaited.length !== fields.length ||
    awaited.some(({ type }, i) => !sameDataType(type, fields[i]!.type))
  )
    throw gobiError('StaleBindings', {
      changes: [`${routine.kind} \`${routine.name}\` gives something else than \`${routine.signature}\` says`],
    });
  if (!scalar) return toRows(table);
  const [row] = [...rowsOf(table)];
  return userValue(fields[0]!.type)(row?.[0] ?? null);
}
