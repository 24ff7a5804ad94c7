/*
 * Arrow's messages are flatbuffers (Message.fbs, Schema.fbs). Only those of rows are written and read here; what stands in them is the same for all schemas but for the number
 * of nodes and buffers.
 */

/** Before the metadata of a message: the mark of a stream, and the length of the metadata. */
export const PREFIX_BYTES = 8;

/** What ends a stream: the mark, and the length 0. */
export const END_OF_STREAM: Uint8Array = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);

/** Types of messages, as their header tells them. */
export const MESSAGE = { schema: 1, dictionary: 2, batch: 3 } as const;

/** The version of the metadata that is written (V5). */
export const VERSION = 4;

/** Codes of compression. */
export const CODECS = { lz4: 0, zstd: 1 } as const;

/** Buffers begin at multiples of 8. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
