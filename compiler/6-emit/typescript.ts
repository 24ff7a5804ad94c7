import { createRequire } from 'node:module';
import type ts from 'typescript';
import { lazy } from '../source/lazy.ts';

/**
 * The TypeScript library, loaded when code is first written: a check never pays for it. Required, because an import of a CommonJS module of nine megabytes
 * is read through once more for the names that it exports.
 */
export const typescript: () => typeof ts = lazy(() => createRequire(import.meta.url)('typescript') as typeof ts);
