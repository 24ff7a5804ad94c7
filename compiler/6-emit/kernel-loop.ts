import * as b from './builder.ts';
import type { Emission, Scope } from './kernel-emission.ts';
import type { Bound, Flow, Stored } from './kernel-flow.ts';
import { compile } from './scalar/scope.ts';
import { anyValue, booleanValue, codeValue, numberValue, type Value } from './scalar/value.ts';

/** A loop over the positions of a block, in a function of its own: V8 compiles it apart from everything else. */
export interface LoopScope extends Scope {
  /** Statements before and after the loop; `out` is its inside. */
  readonly before: b.Statement[];
  readonly after: b.Statement[];
  /** The row of a space at the loop's position. */
  row(space: number): b.Expression;
}

/** Name of the position in a block. */
export const POSITION = 'j';

/** Writes a function that loops over a block of `flow` and gives the expression that calls it. `note` is its comment. */
export function emitLoop(
  emission: Emission,
  flow: Flow,
  hint: string,
  note: string,
  build: (scope: LoopScope) => void,
): b.Expression {
  const parameters: string[] = [];
  const head: b.Statement[] = [];
  const rows = new Map<number, b.Expression>();
  const stored = new Map<Stored, Value>();
  const functionName = emission.names.fresh(hint);

  const use = (name: string): b.Expression => {
    emission.used.add(name);
    if (!parameters.includes(name)) parameters.push(name);
    return b.name(name);
  };
  use(flow.count);

  const row = (space: number): b.Expression => {
    const known = rows.get(space);
    if (known !== undefined) return known;
    const { rows: vector, start } = flow.spaces[space]!;
    const name = rows.size === 0 ? 'i' : emission.names.fresh('row');
    head.push(
      b.constant(
        name,
        vector === null
          ? start === '0'
            ? POSITION
            : b.binary(use(start), '+', POSITION)
          : b.at(use(vector), POSITION),
      ),
    );
    rows.set(space, b.name(name));
    return b.name(name);
  };

  const readStored = (column: Stored): Value => {
    const known = stored.get(column);
    if (known !== undefined) return known;
    const value = readColumn(emission, column, row(column.space), use, (init, hintName) => {
      const name = emission.names.fresh(hintName);
      head.push(b.constant(name, init));
      return b.name(name);
    });
    stored.set(column, value);
    return value;
  };

  const scope: LoopScope = {
    emission,
    out: [],
    before: [],
    after: [],
    columns: flow.columns,
    row,
    use,
    read(bound: Bound) {
      return bound.kind === 'stored'
        ? readStored(bound)
        : compile({ ...scope, out: this.out, columns: bound.over }, bound.scalar);
    },
  };
  build(scope);
  const body = [...scope.before, b.loop(POSITION, 0, flow.count, [...head, ...scope.out]), ...scope.after];
  const declared = b.func(
    functionName,
    parameters.map((p) => b.parameter(p)),
    body,
  );
  emission.functions.push(b.documented(declared, note));
  return b.call(functionName, ...parameters);
}

type Bind = (init: b.Expression, hint: string) => b.Expression;

function readColumn(
  emission: Emission,
  column: Stored,
  row: b.Expression,
  use: (name: string) => b.Expression,
  bind: Bind,
): Value {
  const { access, type, nulls, name } = column;
  const isNull =
    nulls.kind === 'bytes'
      ? bind(b.at(use(nulls.name), row), `${name}_null`)
      : nulls.kind === 'bitmap'
        ? bind(
            b.binary(
              b.binary(
                b.binary(b.at(use(nulls.name), b.binary(row, '>>', 3)), '>>', b.parenthesized(b.binary(row, '&', 7))),
                '&',
                1,
              ),
              '^',
              1,
            ),
            `${name}_null`,
          )
        : null;
  switch (access.form) {
    case 'number': {
      const raw = b.at(use(access.values), row);
      const scaled = access.factor === null ? raw : b.binary(use(access.factor), '*', raw);
      return numberValue(
        type,
        bind(access.base === null ? scaled : b.binary(use(access.base), '+', scaled), name),
        isNull,
        access.range,
      );
    }
    case 'boolean':
      return booleanValue(bind(b.at(use(access.values), row), name), isNull);
    case 'code': {
      const raw = b.at(use(access.values), row);
      return codeValue(
        type,
        bind(access.remap === null ? raw : b.at(use(access.remap), raw), name),
        isNull,
        access.strings,
      );
    }
    case 'any':
      return anyValue(type, bind(b.at(use(access.values), row), name), nulls.kind === 'value');
    case 'read':
      return anyValue(type, bind(b.call(use(access.reader), row), name), nulls.kind === 'value');
    case 'position':
      return numberValue(type, bind(b.binary(use(access.offset), '+', row), name), null, { low: 0, high: 2 ** 52 });
  }
}
