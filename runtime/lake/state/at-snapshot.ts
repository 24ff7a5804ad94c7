/** The condition that a versioned row is there at a snapshot, which is given twice as parameter. */
export const AT = 'begin_snapshot <= ? AND (end_snapshot IS NULL OR end_snapshot > ?)';
