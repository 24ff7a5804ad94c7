/** The folder of a schema or table, as DuckLake names it: the name itself when it is plain, otherwise the uuid. Ends in `/`. */
export function folderName(name: string, uuid: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? `${name}/` : `${uuid}/`;
}
