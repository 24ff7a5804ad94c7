/** A circle that leads back to a name, as the names along it from that one to itself; null when there is none. Case does not count. */
export function circleFrom(
  name: string,
  dependenciesOf: (name: string) => readonly string[],
): readonly string[] | null {
  const start = name.toLowerCase();
  const seen = new Set<string>();
  const path = [name];
  const visit = (at: string): boolean => {
    for (const next of dependenciesOf(at)) {
      const key = next.toLowerCase();
      if (key === start) return path.push(next) > 0;
      if (seen.has(key)) continue;
      seen.add(key);
      path.push(next);
      if (visit(next)) return true;
      path.pop();
    }
    return false;
  };
  return visit(name) ? path : null;
}
