/** Code points from the first to the last, both included. */
export type Range = readonly [first: number, last: number];

/** A set of code points: ranges, Unicode properties, and whether it is what they leave out. `fold` takes in the other case of each. */
export interface CharSet {
  readonly ranges: readonly Range[];
  readonly properties: readonly ((codePoint: number) => boolean)[];
  readonly negated: boolean;
  readonly fold: boolean;
}

export type CharTest = (codePoint: number) => boolean;

export const DIGIT: readonly Range[] = [[0x30, 0x39]];
export const WORD: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const SPACE: readonly Range[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];

/** The classes of `[[:name:]]`; ASCII only, as RE2 has them. */
export const POSIX: Readonly<Record<string, readonly Range[]>> = {
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: [[0x00, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0x00, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGIT,
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: [[0x41, 0x5a]],
  word: WORD,
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
};

/** What ranges leave out, over all code points. */
export function complement(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= 0x10ffff) gaps.push([next, 0x10ffff]);
  return gaps;
}

/** The test for a set: a table for ASCII, a search for the rest. */
export function charTest(set: CharSet): CharTest {
  const sorted = set.ranges.toSorted((a, b) => a[0] - b[0]);
  const exact: CharTest = (codePoint) =>
    sorted.some(([first, last]) => codePoint >= first && codePoint <= last) ||
    set.properties.some((has) => has(codePoint));
  const either: CharTest = set.fold ? (codePoint) => caseVariants(codePoint).some(exact) : exact;
  const test: CharTest = set.negated ? (codePoint) => !either(codePoint) : either;
  const ascii = Array.from({ length: 128 }, (_, codePoint) => test(codePoint));
  return (codePoint) => (codePoint < 128 ? ascii[codePoint]! : test(codePoint));
}

/** Characters that differ only in case although changing the case of one does not lead to all others (Unicode's simple case folding). */
const ORBITS: readonly string[] =
  'KkK Ssſ µΜμ ÅåÅ ßẞ Ǆǅǆ Ǉǈǉ Ǌǋǌ Ǳǲǳ ͅΙιι Ββϐ Εεϵ Θθϑϴ Κκϰ Ππϖ Ρρϱ Σςσ Φφϕ ΩωΩ Ввᲀ Ддᲁ Ооᲂ Ссᲃ Ттᲄᲅ Ъъᲆ Ѣѣᲇ ᲈꙊꙋ Ṡṡẛ ᾀᾈ ᾁᾉ ᾂᾊ ᾃᾋ ᾄᾌ ᾅᾍ ᾆᾎ ᾇᾏ ᾐᾘ ᾑᾙ ᾒᾚ ᾓᾛ ᾔᾜ ᾕᾝ ᾖᾞ ᾗᾟ ᾠᾨ ᾡᾩ ᾢᾪ ᾣᾫ ᾤᾬ ᾥᾭ ᾦᾮ ᾧᾯ ᾳᾼ ῃῌ ῳῼ'.split(
    ' ',
  );

const ORBIT_OF: ReadonlyMap<number, readonly number[]> = new Map(
  ORBITS.flatMap((orbit) => {
    const members = Array.from(orbit, (character) => character.codePointAt(0)!);
    return members.map((member) => [member, members] as const);
  }),
);

/** A code point and those that differ from it only in case. */
export function caseVariants(codePoint: number): readonly number[] {
  const orbit = ORBIT_OF.get(codePoint);
  if (orbit !== undefined) return orbit;
  const character = String.fromCodePoint(codePoint);
  return [codePoint, ...single(character.toLowerCase(), codePoint), ...single(character.toUpperCase(), codePoint)];
}

/** A case mapping to one code point; dotless and dotted i of Turkish fold to themselves only. */
function single(mapped: string, from: number): readonly number[] {
  const to = mapped.codePointAt(0)!;
  return to === from || mapped.length !== String.fromCodePoint(to).length || from === 0x131 || from === 0x130
    ? []
    : [to];
}
