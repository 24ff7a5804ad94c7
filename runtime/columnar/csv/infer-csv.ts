import type { DataType } from '../../../compiler/contract/data-type.ts';
import { classifyText, FieldClass, typeOfClasses } from './field-class.ts';
import { NumberReader, readDate, readTimestamp } from './field-values.ts';
import type { CsvBlock } from './csv-blocks.ts';
import { ESCAPED, fieldText } from './record-scanner.ts';

/** Collects, block by block, what the fields of each column look like. */
export class ColumnClasses {
  readonly #classes: Int32Array;
  readonly #quote: number;
  readonly #numbers = new NumberReader();

  constructor(columns: number, quote: number) {
    this.#classes = new Int32Array(columns);
    this.#quote = quote;
  }

  add({ bytes, records }: CsvBlock): void {
    const width = this.#classes.length;
    for (let column = 0; column < width; column++) {
      for (let record = 0; record < records.count && (this.#classes[column]! & FieldClass.text) === 0; record++) {
        const field = records.firstFields[record]! + column;
        const start = records.starts[field]!;
        const end = records.ends[field]!;
        if (start !== end)
          this.#classes[column]! |=
            records.kinds[field] === ESCAPED
              ? FieldClass.text
              : this.#classify(bytes, start, end) || classifyText(fieldText(bytes, records, field, this.#quote));
      }
    }
  }

  #classify(bytes: Uint8Array, start: number, end: number): number {
    const first = bytes[start]!;
    if (first > 0x39 && first < 0x80 && first !== 0x4e && first !== 0x49 && end - start > 8) return FieldClass.text;
    const number = this.#numbers.read(bytes, start, end);
    if (number !== 0) return number;
    if (!Number.isNaN(readDate(bytes, start, end))) return FieldClass.date;
    return Number.isNaN(readTimestamp(bytes, start, end)) ? 0 : FieldClass.timestamp;
  }

  types(): DataType[] {
    return Array.from(this.#classes, typeOfClasses);
  }
}
