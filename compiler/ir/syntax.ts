/**
 * The syntax tree: what the text says, before any name has a meaning.
 *
 * Invariants
 * - Nodes are plain frozen data, tagged by `kind`; a node's span covers the spans of its children.
 * - Optional clauses that were not written are absent (`undefined` is never stored) or empty lists.
 * - Keywords and operators are normalised (lower case, `==` is `=`); names and option keys keep their spelling.
 * - Parentheses, separators and comments leave no node. The child-key table in `walk.ts` lists every kind.
 * - Nodes carry no meaning of their own: later phases attach facts to them by identity.
 */
import type { Span } from '../contract/span.ts';
import type { Argument, FrameBound, Star, WindowFrame, WindowReference, WindowSpecification } from './syntax-call.ts';
import type {
  Assignment,
  DefaultValues,
  MergeClause,
  MergeDelete,
  MergeInsert,
  MergeNothing,
  MergeUpdate,
  OnConflict,
} from './syntax-change.ts';
import type { CatchArm, CatchArms, CatchBlock, CatchValue, FieldPattern, MatchArm, Pattern } from './syntax-control.ts';
import type { AlterAction, ColumnConstraint, ColumnDefinition, TableConstraint } from './syntax-definition.ts';
import type { CaseBranch, Expression } from './syntax-expression.ts';
import type { StructField } from './syntax-literal.ts';
import type { Name } from './syntax-name.ts';
import type { CommonTable, Limit, OrderItem, Query, QueryBody, ValuesRow, With } from './syntax-query.ts';
import type { Option, OptionList, OptionWord, Parameter, RoutineClauses } from './syntax-routine.ts';
import type { Distinct, GroupBy, GroupItem, NamedWindow, SelectItem } from './syntax-select.ts';
import type { AsOf, PivotAxis, Relation, Sample, Since, TableSource, UnpivotColumn } from './syntax-source.ts';
import type { Block, IfBranch, Statement } from './syntax-statement.ts';
import type { FieldType, RowRest, TypeSyntax } from './syntax-type.ts';

/** One source file. */
export interface Program {
  readonly kind: 'Program';
  readonly span: Span;
  readonly file: string;
  readonly statements: readonly Statement[];
}

/** Every node that a tree may hold. */
// prettier-ignore
export type Syntax =
  | Program | Block | Statement | IfBranch
  | Expression | Name | StructField | CaseBranch | Argument | Star
  | WindowReference | WindowSpecification | WindowFrame | FrameBound
  | MatchArm | Pattern | FieldPattern | CatchArms | CatchArm | CatchBlock | CatchValue
  | Query | QueryBody | With | CommonTable | ValuesRow | OrderItem | Limit
  | Distinct | SelectItem | GroupBy | GroupItem | NamedWindow
  | TableSource | Relation | AsOf | Since | Sample | PivotAxis | UnpivotColumn
  | DefaultValues | OnConflict | Assignment
  | MergeClause | MergeUpdate | MergeDelete | MergeInsert | MergeNothing
  | Parameter | RoutineClauses | OptionList | Option | OptionWord
  | ColumnDefinition | ColumnConstraint | TableConstraint | AlterAction
  | TypeSyntax | FieldType | RowRest;

/** The tag of a node. */
export type SyntaxKind = Syntax['kind'];

/** The node type of a tag. */
export type SyntaxOf<Kind extends SyntaxKind> = Extract<Syntax, { readonly kind: Kind }>;
