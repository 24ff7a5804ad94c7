import type { Manifest } from '../../compiler/contract/manifest.ts';
import type { Type } from '../../compiler/contract/type.ts';
import * as calls from './abi/calls.ts';
import * as errors from './abi/errors.ts';
import * as floats from './abi/floats.ts';
import * as lists from './abi/lists.ts';
import { linkNative, type Natives } from './abi/natives.ts';
import * as text from './abi/text.ts';
import * as types from './abi/types.ts';
import * as wholeNumbers from './abi/whole-numbers.ts';
import { depth, enter, fuel, leave, tick } from './frame.ts';

/** What generated code may use of the engine: the module `gobi:abi`. */
export type Abi = Readonly<Record<string, unknown>>;

/** The part that all modules share. One is made for each thread. */
export function sharedAbi(natives: Natives): Abi {
  const native = (id: string, args: readonly Type[], result: Type) => linkNative(natives, id, args, result);
  return Object.freeze({
    __proto__: null,
    ...wholeNumbers, ...floats, ...text, ...lists, ...types, ...errors, ...calls,
    depth, enter, fuel, leave, tick,
    native,
  });
}

/** The abi as one module sees it: the shared part, and what refers to the module's manifest by position. */
export function moduleAbi(shared: Abi, manifest: ModuleManifest): Abi {
  void manifest;
  return Object.freeze({ __proto__: shared });
}

/** What running code needs of its manifest. */
export type ModuleManifest = Omit<Manifest, 'fingerprint' | 'source' | 'dependencies' | 'abiVersion' | 'usedTables'>;
