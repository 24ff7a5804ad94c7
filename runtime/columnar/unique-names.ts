/** Names that differ from each other, for forms in which a name finds one column: a later column of a name gets `_1`, `_2`, … behind it. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const given = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let i = 1; given.has(unique) || (unique !== name && taken.has(unique)); i++) unique = `${name}_${i}`;
    given.add(unique);
    return unique;
  });
}
