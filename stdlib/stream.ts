import { plain, typed, type NativeModule } from './native.ts';

/** What the library needs of a stream of rows. */
interface Stream {
  hasNext(): boolean;
  next(asDynamic: boolean): unknown;
  close(): void;
}

/** Bodies of stream.plg. */
export const stream: NativeModule = {
  'stream/has_next': plain((rows: Stream) => rows.hasNext()),
  'stream/next': typed((_, { kind }) => {
    const asDynamic = kind === 'dynamic';
    return (rows: Stream) => rows.next(asDynamic);
  }),
  'stream/close': plain((rows: Stream) => rows.close()),
};
