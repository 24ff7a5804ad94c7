/*
 * The one place that touches `ts.factory`: small functions named after what they build. Names and property names are chosen by the compiler,
 * user text enters as string literals only. Operator precedence is the factory's business: it adds the parentheses.
 */
export * from './builder-expressions.ts';
export * from './builder-statements.ts';
