/** Orders two strings by code point, as SQL does here (JavaScript's `<` goes by UTF-16 unit, which differs beyond U+FFFF). Negative, zero or positive. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return fixUp(x) - fixUp(y);
  }
  return a.length - b.length;
}

/** Moves surrogates above the rest of the basic plane, so that units compare as the code points they belong to. */
function fixUp(unit: number): number {
  return unit < 0xd800 ? unit : unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
}
