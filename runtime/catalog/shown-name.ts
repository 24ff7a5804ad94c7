/** How messages call a table or view: without its schema where that is `main`. */
export function shownName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema.toLowerCase() === 'main' ? name : `${schema}.${name}`;
}
