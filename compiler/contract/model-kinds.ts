/** What a kind of model does with the result of its body, and the options it cannot do without. */
export interface ModelKind {
  readonly meaning: string;
  readonly needs: readonly string[];
}

/** The kinds of models by their names; case does not count where they are written. */
export const MODEL_KINDS: Readonly<Record<string, ModelKind>> = {
  '': { meaning: 'A plain procedure: it runs as it is.', needs: [] },
  DEFAULT: { meaning: 'A plain procedure: it runs as it is.', needs: [] },
  VIEW: { meaning: 'The result is a view.', needs: [] },
  FULL: { meaning: 'Every run writes the table anew.', needs: [] },
  EMBEDDED: { meaning: 'Nothing is stored: the query goes into each query that uses it.', needs: [] },
  SEED: { meaning: 'The rows of a file, loaded again when the file changes.', needs: ['path'] },
  INCREMENTAL_BY_TIME_RANGE: {
    meaning: 'Each interval that is missing is computed once, and its rows replaced.',
    needs: [],
  },
  INCREMENTAL_BY_UNIQUE_KEY: {
    meaning: 'New keys are inserted, known ones updated, others left alone.',
    needs: ['unique_key'],
  },
  INCREMENTAL_BY_PARTITION: {
    meaning: 'Partitions that the result has rows of are replaced whole.',
    needs: ['partitioned_by'],
  },
  INCREMENTAL_UNMANAGED: { meaning: 'Each run appends its rows.', needs: [] },
  SCD_TYPE_2: { meaning: 'The same as SCD_TYPE_2_BY_TIME.', needs: ['unique_key'] },
  SCD_TYPE_2_BY_TIME: { meaning: 'A history of each key, told by the time of its last change.', needs: ['unique_key'] },
  SCD_TYPE_2_BY_COLUMN: {
    meaning: 'A history of each key, told by changes of columns.',
    needs: ['unique_key', 'columns'],
  },
  EXTERNAL: { meaning: 'A table that something else writes; known for its columns and dependents.', needs: [] },
  MANAGED: { meaning: 'The engine keeps it fresh whenever what it reads changes.', needs: [] },
  CUSTOM: { meaning: 'A procedure of the project writes the result.', needs: ['materialization'] },
};
