import type { ScriptParameters } from '../ir/syntax-statement.ts';
import { report, type Binder } from './binder.ts';
import { bindExpression } from './expressions.ts';
import { enter } from './locals.ts';
import { localNames, openScope, type Scope } from './scope.ts';
import { bindType } from './type-names.ts';

/** The names that whoever runs a script gives it: locals of all that follows. One that came in from outside is the local that was declared `again`. */
export function bindScriptParameters(binder: Binder, scope: Scope, node: ScriptParameters): void {
  const first = binder.program.statements[0];
  if (node !== first) {
    const hint = 'put it before all other statements of a script';
    report(binder, 'PLG1014', { what: '`parameters (…)`', place: 'here', hint }, node.span);
  }
  const own = new Set<string>();
  for (const { name, type, default: initial } of node.parameters) {
    const key = name.text.toLowerCase();
    if (own.has(key)) report(binder, 'PLG1104', { name: name.text }, name.span);
    own.add(key);
    if (type === undefined && initial === undefined)
      report(binder, 'PLG1015', { missing: 'a type or a default', in: `the parameter \`${name.text}\`` }, name.span);
    if (type !== undefined) bindType(binder, scope, type);
    if (initial !== undefined)
      bindExpression(binder, { ...openScope(null, 'top'), hidden: localNames(scope) }, initial);
    enter(binder, scope, name, name.text, name.span, 'parameter').read = true;
  }
}
