import type { WatchText } from './messages.ts';
import { parameterValues } from './parameters.ts';
import type { Parameters } from './runner.ts';
import { SqlText } from './sql.ts';

/** A query that is to be watched, and the values of its parameters. */
export function watchText(query: string | SqlText, given: Parameters): WatchText {
  const { text, parameters } = query instanceof SqlText ? query : { text: query, parameters: given };
  return { text, name: 'query', values: parameterValues(parameters) };
}
