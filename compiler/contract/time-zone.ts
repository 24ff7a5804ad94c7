import { suggest } from './suggest.ts';

/** Whether a name is a time zone of the IANA list (or an alias that the list keeps), or a fixed offset such as `+02:00`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The time zone that a mistyped name most likely meant; the name of a city is enough. */
export function suggestTimeZone(name: string): string | undefined {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const near = suggest(name, zones);
  if (near !== undefined) return near;
  const wanted = name.trim().replaceAll(' ', '_');
  const city = suggest(wanted.slice(wanted.lastIndexOf('/') + 1), zones.map(cityOf));
  return city === undefined ? undefined : zones.find((zone) => cityOf(zone) === city);
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}
