import { aggregateState } from './operators/aggregate.ts';
import { sameValues } from './compare-values.ts';
import {
  averagesOf,
  Cells,
  countsOf,
  decimalAveragesOf,
  ExactCells,
  floatSumsOf,
  rankedStrings,
  sumsOf,
  valuesOf,
} from './operators/cells.ts';
import {
  addNullRow,
  appendRows,
  JoinTable,
  markRows,
  Matches,
  nullRowFlags,
  rowsAt,
  unmarkedRows,
} from './operators/join.ts';
import { PackedIds, pickRows, VectorIds } from './operators/key-ids.ts';
import { lateralRows } from './operators/lateral.ts';
import { rowLimit, rowShare } from './operators/limit.ts';
import { keyBounds, packedBlock, packKeys } from './operators/packing.ts';
import { startRecursion } from './operators/recursive.ts';
import { passColumns, resultTable } from './operators/result.ts';
import { sampledRows } from './operators/sample.ts';
import {
  boundsOf,
  dictionaryOf,
  liveRows,
  emptyMemo,
  rowsInAll,
  rowsPerBlock,
  segmentBase,
  segmentFactor,
  segmentReader,
  segmentValidity,
  segmentValues,
} from './operators/scan.ts';
import { exceptRows, intersectRows, joinedVector } from './operators/set-operation.ts';
import { ranksOfStrings } from './operators/sort-ranks.ts';
import { sortedRows, TopRows } from './operators/sort.ts';
import { isMember, isNoMember, membersOf, memoisedBy, scalarOf } from './operators/subquery.ts';
import { elementsOf, placesUpTo } from './operators/unnest.ts';
import { vectorOfCells } from './operators/values.ts';
import { createVector, reserveRows } from './operators/vector.ts';
import { windowOrder, windowValues } from './operators/window.ts';
import * as arithmetic from './scalar/arithmetic.ts';
import { orderOfTexts, orderOfValues } from './scalar/compare.ts';
import { casterOf } from './scalar/cast.ts';
import { concatValues, elementOf, fieldOf, jsonMember, mapValue } from './scalar/composite.ts';
import { likeMatcher, matchesLike } from './scalar/like.ts';

/** What kernels import from `gobi:abi`: the operators' parts and the scalar functions that are not written out. */
export const kernelAbi = {
  ...arithmetic,
  orderOfTexts,
  orderOfValues,
  sameValues,
  likeMatcher,
  matchesLike,
  setOf: (items: readonly unknown[]): Set<unknown> => new Set(items),
  averagesOf,
  Cells,
  countsOf,
  decimalAveragesOf,
  ExactCells,
  floatSumsOf,
  sumsOf,
  valuesOf,
  PackedIds,
  pickRows,
  VectorIds,
  keyBounds,
  packedBlock,
  packKeys,
  aggregateState,
  exceptRows,
  intersectRows,
  joinedVector,
  elementsOf,
  placesUpTo,
  vectorOfCells,
  windowOrder,
  windowValues,
  casterOf,
  concatValues,
  elementOf,
  fieldOf,
  jsonMember,
  mapValue,
  addNullRow,
  appendRows,
  JoinTable,
  markRows,
  Matches,
  nullRowFlags,
  rowsAt,
  unmarkedRows,
  lateralRows,
  rowLimit,
  rowShare,
  sampledRows,
  startRecursion,
  passColumns,
  resultTable,
  createVector,
  reserveRows,
  boundsOf,
  dictionaryOf,
  liveRows,
  emptyMemo,
  rowsInAll,
  rowsPerBlock,
  segmentBase,
  segmentFactor,
  segmentReader,
  segmentValidity,
  segmentValues,
  ranksOfStrings,
  rankedStrings,
  sortedRows,
  TopRows,
  isMember,
  isNoMember,
  membersOf,
  memoisedBy,
  scalarOf,
} as const;
