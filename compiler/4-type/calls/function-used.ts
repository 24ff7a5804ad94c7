import type { Library } from '../../contract/library.ts';
import type { LibraryFunction, LibraryUse } from '../../contract/signature.ts';

/** The function that the language itself calls for something that a program writes without naming one. */
export function functionUsed(library: Library, use: LibraryUse): LibraryFunction | undefined {
  for (const overloads of library.values())
    for (const each of overloads) if (each.signature.traits.use === use) return each;
  return undefined;
}
