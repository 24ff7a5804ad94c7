import { showDataType } from '../../../compiler/contract/data-type.ts';
import { valuePrinter } from '../../../runtime/columnar/convert/print-value.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import { open } from '../../../runtime/engine.ts';
import type { ScriptEngine } from './script-engine.ts';

/** The engine itself, on the test's own thread. */
export async function openGobi(folder: string): Promise<ScriptEngine> {
  const engine = await open(folder, { workers: 0 });
  return {
    async exec(sql) {
      const { table, rowsChanged } = await engine.query(sql);
      if (table === null) return { columns: [], rows: [], changed: rowsChanged };
      const { fields } = table;
      const printers = fields.map((field) => valuePrinter(field.type));
      return {
        columns: fields.map((field) => ({ name: field.name, type: showDataType(field.type) })),
        rows: [...rowsOf(table)].map((row) =>
          row.map((value, i) => (value === null ? null : (printers[i]?.(value) ?? null))),
        ),
        changed: rowsChanged,
      };
    },
    close: () => engine.close(),
  };
}
