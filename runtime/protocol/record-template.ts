/** Where a record's row goes in its Arrow IPC stream: made once for each shape, then only filled in. */
export interface RecordTemplate {
  /** The schema's message. */
  readonly schema: Uint8Array;
  /** The message of a batch of one row, without its body. */
  readonly batch: Uint8Array;
  /** Offsets in `batch`: of the fields' nodes and the buffers (16 bytes each), and of the length of the body. */
  readonly nodes: number;
  readonly buffers: number;
  readonly bodyLength: number;
}

/** The template of a stream that holds a schema and one batch. Only lengths and numbers of NULLs change from row to row: the layout of the messages is the same. */
export function recordTemplate(stream: Uint8Array): RecordTemplate {
  const schemaEnd = messageEnd(stream, 0);
  const batchEnd = messageEnd(stream, schemaEnd);
  const batch = stream.slice(schemaEnd, batchEnd);
  const view = new DataView(batch.buffer);
  const message = tableAt(view, PREFIX_BYTES);
  const header = tableAt(view, fieldAt(view, message, HEADER));
  return {
    schema: stream.slice(0, schemaEnd),
    batch,
    nodes: vectorAt(view, fieldAt(view, header, NODES)),
    buffers: vectorAt(view, fieldAt(view, header, BUFFERS)),
    bodyLength: fieldAt(view, message, BODY_LENGTH),
  };
}

/** Before a message: a mark, and the length of what follows up to the body. */
const PREFIX_BYTES = 8;

/** Numbers of fields in the tables `Message` and `RecordBatch` of Arrow's flatbuffers. */
const HEADER = 2;
const BODY_LENGTH = 3;
const NODES = 1;
const BUFFERS = 2;

function messageEnd(stream: Uint8Array, start: number): number {
  return start + PREFIX_BYTES + new DataView(stream.buffer, stream.byteOffset).getInt32(start + 4, true);
}

/** The place that the offset at a place leads to. */
function tableAt(view: DataView, place: number): number {
  return place + view.getUint32(place, true);
}

function fieldAt(view: DataView, table: number, field: number): number {
  const vtable = table - view.getInt32(table, true);
  const offset = view.getUint16(vtable + 4 + 2 * field, true);
  if (offset === 0) throw new Error(`the message has no field ${field}`);
  return table + offset;
}

/** The first element of a vector. */
function vectorAt(view: DataView, place: number): number {
  return tableAt(view, place) + 4;
}
