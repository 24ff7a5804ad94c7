import type { CatalogView } from '../../../compiler/contract/catalog-view.ts';
import { noCompletion, type Candidate, type Completion } from '../language.ts';
import { OUTPUT_FORMATS } from '../output/formats.ts';
import { COMMANDS, type ArgumentKind } from './commands.ts';

/** Candidates for a command of the terminal and its argument. `files` completes a path at its end. */
export function completeCommand(
  text: string,
  offset: number,
  view: CatalogView | null,
  files: (path: string) => readonly string[],
): Completion {
  const typed = text.slice(0, offset);
  const found = /^\s*\\([A-Za-z?]*)$/.exec(typed);
  if (found !== null) {
    const word = found[1]!;
    const names = COMMANDS.filter(({ name }) => name.startsWith(word));
    return {
      from: offset - word.length,
      to: offset,
      candidates: names.map(({ name, brief }) => ({ text: name, kind: 'command', detail: brief })),
    };
  }
  const argued = /^\s*\\([A-Za-z?]+)\s+(\S*)$/.exec(typed);
  const argument = COMMANDS.find(({ name }) => name === argued?.[1])?.argument;
  if (argued === null || argument === undefined) return noCompletion(offset);
  const word = argued[2]!;
  const part = argument === 'file' ? word.slice(word.lastIndexOf('/') + 1) : word;
  const candidates = argumentsOf(argument, word, view, files).filter(({ text: each }) =>
    each.toLowerCase().startsWith(part.toLowerCase()),
  );
  return { from: offset - part.length, to: offset, candidates };
}

function argumentsOf(
  kind: ArgumentKind,
  word: string,
  view: CatalogView | null,
  files: (path: string) => readonly string[],
): readonly Candidate[] {
  switch (kind) {
    case 'object':
      return view === null ? [] : objectsOf(view);
    case 'file':
      return files(word).map((text) => ({ text, kind: text.endsWith('/') ? 'folder' : 'file' }));
    case 'format':
      return OUTPUT_FORMATS.map((text) => ({ text, kind: 'format' }));
    case 'switch':
      return ['on', 'off'].map((text) => ({ text, kind: 'switch' }));
    default:
      return [];
  }
}

function objectsOf(view: CatalogView): readonly Candidate[] {
  const own = (schema: string, name: string): string => (schema === view.currentSchema ? name : `${schema}.${name}`);
  return [
    ...view.tables.map(({ schema, name }) => ({ text: own(schema, name), kind: 'table' })),
    ...view.views.map(({ schema, name }) => ({ text: own(schema, name), kind: 'view' })),
    ...view.routines.map(({ name, kind }) => ({ text: name, kind })),
    ...view.types.map(({ name, kind }) => ({ text: name, kind })),
    ...view.automation.map(({ name, kind }) => ({ text: name, kind })),
  ];
}
