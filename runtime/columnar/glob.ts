import type { Files } from '../host/files.ts';

/** Whether a path stands for any number of files. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/**
 * The files that a pattern stands for, ordered by path: `*` and `?` within a name, `[ab]`, `{a,b}`, `**` for any folders. Folders and files whose names
 * begin with a dot only match where the pattern has the dot.
 */
export function expandGlob(files: Files, pattern: string): string[] {
  const parts = pattern.split('/');
  const fixed = parts.findIndex(isGlob);
  if (fixed < 0) return files.exists(pattern) ? [pattern] : [];
  const root = parts.slice(0, fixed).join('/');
  return [...new Set(walk(files, root, pattern.startsWith('/') && root === '', parts.slice(fixed)))].sort();
}

function* walk(files: Files, folder: string, atRoot: boolean, parts: readonly string[]): Generator<string, void> {
  const [part, ...rest] = parts;
  if (part === undefined) return;
  const at = folder === '' ? (atRoot ? '/' : '.') : folder;
  if (!files.exists(at)) return;
  const below = (name: string): string => (folder === '' && !atRoot ? name : `${folder}/${name}`);
  if (part === '**') yield* walk(files, folder, atRoot, rest);
  const matches = part === '**' ? null : nameMatcher(part);
  for (const { name, folder: isFolder } of files.list(at)) {
    if (matches === null) {
      if (isFolder && !name.startsWith('.')) yield* walk(files, below(name), false, parts);
    } else if (matches(name)) {
      if (rest.length > 0 && isFolder) yield* walk(files, below(name), false, rest);
      else if (rest.length === 0 && !isFolder) yield below(name);
    }
  }
}

function nameMatcher(pattern: string): (name: string) => boolean {
  let source = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    const close = character === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (close > 0) {
      source += `[${pattern
        .slice(i + 1, close)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      i = close;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') {
      source += '(?:';
      depth++;
    } else if (character === '}' && depth > 0) {
      source += ')';
      depth--;
    } else if (character === ',' && depth > 0) source += '|';
    else source += character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  const expression = new RegExp(`^${source}${')'.repeat(depth)}$`, 'u');
  return (name) => (!name.startsWith('.') || pattern.startsWith('.')) && expression.test(name);
}
