export { suggest, suggestions } from '../contract/suggest.ts';
