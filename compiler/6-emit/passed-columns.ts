import type { FileScan, Plan, Scan, TableParameter } from '../contract/plan.ts';

/** A table handed to the kernel whose columns are the result's, as they are. */
export interface PassedColumns {
  readonly leaf: Scan | FileScan | TableParameter;
  /** For each column of the result its place in the table. */
  readonly columns: readonly number[];
}

/** What a plan that only chooses columns of one table chooses; `null` for every other plan. */
export function passedColumns(plan: Plan): PassedColumns | null {
  switch (plan.kind) {
    case 'scan':
      return plan.rowPosition ? null : { leaf: plan, columns: plan.fields.map((_, i) => i) };
    case 'file_scan':
    case 'table_parameter':
      return { leaf: plan, columns: plan.fields.map((_, i) => i) };
    case 'project': {
      const input = passedColumns(plan.input);
      if (input === null) return null;
      const columns: number[] = [];
      for (const scalar of plan.expressions) {
        if (scalar.kind !== 'column') return null;
        columns.push(input.columns[scalar.index]!);
      }
      return { ...input, columns };
    }
    default:
      return null;
  }
}
