import { childKeys } from '../ir/child-keys.ts';
import type { Syntax } from '../ir/syntax.ts';

/**
 * A syntax tree as indented text: one node a line, with its plain fields; children below it, after the field that
 * holds them. Places are left out, so that a change of layout does not change the dump.
 */
export function dumpSyntax(root: Syntax): string {
  const lines: string[] = [];
  dump(root, '', '', lines);
  return `${lines.join('\n')}\n`;
}

function dump(node: Syntax, label: string, indent: string, lines: string[]): void {
  if (node.kind === 'Identifier' || node.kind === 'Name') {
    const parts = node.kind === 'Name' ? node.parts : [node];
    lines.push(
      `${indent}${label}${node.kind} ${parts.map(({ text, quoted }) => (quoted ? `\`${text}\`` : text)).join('.')}`,
    );
    return;
  }
  const keys: readonly string[] = childKeys[node.kind];
  lines.push(`${indent}${label}${node.kind}${plainFields(node, keys)}`);
  for (const key of keys) {
    const value = (node as unknown as Record<string, Syntax | readonly Syntax[] | undefined>)[key];
    if (value === undefined) continue;
    const children = Array.isArray(value) ? (value as readonly Syntax[]) : [value as Syntax];
    for (const child of children) dump(child, `${key}: `, `${indent}  `, lines);
  }
}

/** The fields that hold no nodes: `operator=+`. False flags, empty lists and places are left out. */
function plainFields(node: Syntax, childFields: readonly string[]): string {
  return Object.entries(node)
    .filter(([key]) => key !== 'kind' && !/span$/i.test(key) && !childFields.includes(key) && key !== 'file')
    .map(([key, value]) => plainField(key, value as unknown))
    .join('');
}

function plainField(key: string, value: unknown): string {
  if (value === false || (Array.isArray(value) && value.length === 0)) return '';
  if (value === true) return ` ${key}`;
  const text = Array.isArray(value) ? value.join('|') : String(value);
  return ` ${key}=${/^[^\s"]+$/.test(text) ? text : JSON.stringify(text)}`;
}
