import { MENU_ROWS } from '../editor/menu.ts';
import type { Menu } from '../editor/editor-state.ts';
import { cut, pad } from '../output/cell-text.ts';
import { textWidth } from '../output/text-width.ts';
import { paint } from './colours.ts';

/** The candidates around the selected one: names, what they are, and more about them where there is room. Without colour the selected one has a mark. */
export function menuRows({ candidates, selected }: Menu, columns: number, colour: boolean): readonly string[] {
  const from = Math.max(0, Math.min(selected - (MENU_ROWS >> 1), candidates.length - MENU_ROWS));
  const shown = candidates.slice(from, from + MENU_ROWS);
  const most = Math.max(8, Math.min(40, columns - 4));
  const names = shown.map(({ text }) => cut(text, most));
  const nameWidth = Math.max(...names.map(textWidth));
  const kindWidth = Math.max(...shown.map(({ kind }) => kind.length));
  const detailWidth = columns - 1 - (nameWidth + kindWidth + 5);
  const rows = shown.map(({ kind, detail = '' }, i) => {
    const isSelected = from + i === selected;
    const name = ` ${pad(names[i]!, nameWidth, false)} `;
    const more = detailWidth < 4 ? '' : ` ${pad(kind, kindWidth, false)}  ${cut(detail, detailWidth)}`;
    if (!colour) return `${isSelected ? '>' : ' '}${name}${more}`.trimEnd();
    return `${paint(name, isSelected ? '7' : '')}${paint(more.trimEnd(), '2')}`;
  });
  const left = candidates.length - shown.length;
  return left === 0 ? rows : [...rows, paint(` ${selected + 1} of ${candidates.length}`, colour ? '2' : '')];
}
