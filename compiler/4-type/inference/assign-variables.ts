import type { TypeVariable } from '../../contract/type.ts';

/** The variable that stands for the unknown type of a name. Names are unique within one inference. */
export function variableFor(name: string): TypeVariable {
  return { kind: 'variable', name: `?${name.toLowerCase()}` };
}
