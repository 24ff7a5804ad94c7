import type { Type } from '../../compiler/contract/type.ts';
import * as calls from './abi/calls.ts';
import * as errors from './abi/errors.ts';
import * as floats from './abi/floats.ts';
import * as json from './abi/json.ts';
import * as keys from './abi/keys.ts';
import * as lists from './abi/lists.ts';
import * as maps from './abi/maps.ts';
import { linkNative, type Natives } from './abi/natives.ts';
import { quantified } from './abi/quantified.ts';
import * as rows from './abi/rows.ts';
import * as sessions from './abi/sessions.ts';
import * as tables from './abi/tables.ts';
import * as text from './abi/text.ts';
import { transaction } from './abi/transactions.ts';
import * as values from './abi/values.ts';
import * as wholeNumbers from './abi/whole-numbers.ts';
import { copyOut } from './files/copy-out.ts';
import { depth, enter, fuel, leave, tick } from './frame.ts';
import { moduleLink, type ModuleManifest } from './module-link.ts';
import type { OwnRoutine } from './query/run-query.ts';

export type { ModuleManifest } from './module-link.ts';

/** What generated code may use of the engine: the module `gobi:abi`. */
export type Abi = Readonly<Record<string, unknown>>;

/** The part that all modules share. One is made for each thread. */
export function sharedAbi(natives: Natives): Abi {
  const native = (id: string, args: readonly Type[], result: Type) => linkNative(natives, id, args, result);
  return Object.freeze({
    __proto__: null,
    ...wholeNumbers,
    ...floats,
    ...text,
    ...lists,
    ...maps,
    ...json,
    ...values,
    ...errors,
    ...calls,
    ...keys,
    ...rows,
    ...tables,
    ...sessions,
    depth,
    enter,
    fuel,
    leave,
    tick,
    quantified,
    transaction,
    copyOut,
    native,
  });
}

/** The abi as one module sees it: the shared part, and what refers to the module's manifest by position, or to its functions. */
export function moduleAbi(shared: Abi, manifest: ModuleManifest, own: OwnRoutine): Abi {
  return Object.freeze({ __proto__: shared, ...moduleLink(manifest, own) });
}
