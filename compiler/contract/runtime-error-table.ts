/**
 * Every error that a running program can meet. The key is the name that `catch` arms use; `code` is the stable
 * spelling for tools; `parent` is the next wider exception, up to `Exception`. The wording is a function of the
 * parameters, so that TypeScript checks at each throw that nothing is missing.
 */

/** The family an error belongs to; the prefix of its code. */
export type ErrorCategory =
  'syntax' | 'type' | 'runtime' | 'semantic' | 'io' | 'network' | 'security' | 'system' | 'user';

/** `error` ends the statement, `critical` says that the lake or the process needs attention. */
export type ErrorSeverity = 'info' | 'warning' | 'error' | 'critical';

/** One row of the table: what the error is and how it is worded from parameters `P`. */
export interface RuntimeErrorEntry<P> {
  readonly code: string;
  readonly parent: ErrorGroup;
  readonly severity: ErrorSeverity;
  readonly message: (params: P) => string;
  readonly hint?: (params: P) => string;
}

/** Exceptions that only group others; the value is the next wider one. */
export const errorGroups = {
  Exception: undefined,
  SyntaxError: 'Exception',
  TypeError: 'Exception',
  RuntimeError: 'Exception',
  SemanticError: 'Exception',
  IOError: 'Exception',
  NetworkError: 'Exception',
  SecurityError: 'Exception',
  SystemError: 'Exception',
  ConstraintViolation: 'RuntimeError',
  LimitExceeded: 'RuntimeError',
  TransactionError: 'RuntimeError',
} as const;

/** The name of a grouping exception. */
export type ErrorGroup = keyof typeof errorGroups;

function entry<P>(
  code: string,
  parent: ErrorGroup,
  message: (params: P) => string,
  hint?: (params: P) => string,
  severity: ErrorSeverity = 'error',
): RuntimeErrorEntry<P> {
  return hint === undefined ? { code, parent, severity, message } : { code, parent, severity, message, hint };
}

const at = (line: number | undefined, column?: string): string =>
  (line === undefined ? '' : `, line ${line}`) + (column === undefined ? '' : `, column ${column}`);
const ofParameter = ({ parameter }: { readonly parameter?: string }): string =>
  parameter === undefined ? '' : ` of parameter \`${parameter}\``;
const meant = (name: string | undefined): string => (name === undefined ? '' : `; did you mean \`${name}\`?`);
const key = (columns: readonly string[], values: readonly string[]): string =>
  `(${columns.join(', ')}) = (${values.join(', ')})`;
const widerThan = (type: string): string =>
  type.startsWith('float')
    ? `a ${type} ends at ±${type === 'float32' ? '3.4e38' : '1.8e308'}: compute with smaller numbers`
    : type.startsWith('decimal')
      ? type.startsWith('decimal(38')
        ? 'no decimal has more than 38 digits: `:: float` rounds'
        : 'use more digits, up to `decimal(38, …)`, or `:: float`'
      : /^u?int(?:8|16|32)$/.test(type)
        ? 'use a wider type: `:: int` or `:: decimal(38, 0)`'
        : 'use a wider type: `:: decimal(38, 0)` or `:: float`';

/** The table. Values in parameters are already written as the language writes them (`'a'`, `12`, `NULL`). */
export const runtimeErrors = {
  UnexpectedToken: entry<{ found: string; expected: string }>(
    'SYNTAX_001',
    'SyntaxError',
    (p) => `unexpected token ${p.found}, expected ${p.expected}`,
  ),
  MissingParenthesis: entry<{ opened: string; missing: string }>(
    'SYNTAX_002',
    'SyntaxError',
    (p) => `\`${p.opened}\` is never closed`,
    (p) => `add \`${p.missing}\``,
  ),
  InvalidIdentifier: entry<{ text: string }>(
    'SYNTAX_003',
    'SyntaxError',
    (p) => `${p.text} is not a valid name`,
    (p) => `quote it: \`${p.text}\``,
  ),
  UnterminatedString: entry<{ text: string }>(
    'SYNTAX_004',
    'SyntaxError',
    (p) => `the string ${p.text} is never closed`,
    () => 'close the quote; write it twice to have it inside the string',
  ),
  InvalidRequest: entry<{ reason: string }>(
    'SYNTAX_005',
    'SyntaxError',
    (p) => `the request cannot be read: ${p.reason}`,
    () => 'send one object per line: `{"sql": "select 1"}`',
  ),

  TypeMismatch: entry<{ expected: string; found: string; where: string }>(
    'TYPE_001',
    'TypeError',
    (p) => `${p.where} needs ${p.expected}, but the value is ${p.found}`,
    (p) => `cast it: \`:: ${p.expected}\``,
  ),
  IncompatibleOperation: entry<{ operation: string; left: string; right?: string }>(
    'TYPE_002',
    'TypeError',
    (p) => `${p.operation} is not defined for ${p.left}${p.right === undefined ? '' : ` and ${p.right}`}`,
    () => 'cast the operands to one type',
  ),
  UndefinedType: entry<{ name: string; nearest?: string | undefined }>(
    'TYPE_003',
    'TypeError',
    (p) => `there is no type \`${p.name}\`${meant(p.nearest)}`,
  ),
  ConversionError: entry<{
    value: string;
    to: string;
    reason?: string;
    column?: string;
    /** `null`: nothing in the program can be written otherwise, the data must be. */
    instead?: string | null;
    parameter?: string;
  }>(
    'TYPE_004',
    'TypeError',
    (p) =>
      `${p.value}${ofParameter(p)} is not a valid ${p.to}${p.column === undefined ? '' : ` for column \`${p.column}\``}${p.reason === undefined ? '' : `: ${p.reason}`}`,
    (p) =>
      p.to === 'parameter'
        ? 'text, numbers, booleans, bytes, Dates, null, lists of one type and plain objects are values'
        : p.instead === null
          ? `write the data with values that a ${p.to} of this engine has, or leave the column out`
          : `\`${p.instead ?? `try_cast(… as ${p.to})`}\` gives NULL instead`,
  ),
  SchemaMismatch: entry<{ target: string; expected: string; found: string }>(
    'TYPE_005',
    'TypeError',
    (p) => `the rows do not fit ${p.target}: it has (${p.expected}), the rows have (${p.found})`,
    () => 'name the columns and cast what differs; no row was written',
  ),

  DivisionByZero: entry<{ operation: string }>(
    'RUNTIME_001',
    'RuntimeError',
    (p) => `division by zero in \`${p.operation}\``,
    (p) =>
      p.operation === '/' ? '`try_divide(a, b)` gives NULL instead' : 'a divisor of `nullif(…, 0)` gives NULL instead',
  ),
  IndexError: entry<{ index: string; length: number }>(
    'RUNTIME_002',
    'RuntimeError',
    (p) => `index ${p.index} is outside a list of ${p.length} elements`,
    (p) => (p.length === 0 ? 'the list is empty: test `len(…) > 0` first' : `use ${-p.length} to ${p.length - 1}`),
  ),
  NullError: entry<{ what: string }>(
    'RUNTIME_003',
    'RuntimeError',
    (p) => `${p.what} is NULL, but a value is needed`,
    () => 'give a default with `??` or test `is not null`',
  ),
  StackOverflow: entry<{ procedure: string; limit: number }>(
    'RUNTIME_004',
    'LimitExceeded',
    (p) =>
      p.procedure === ''
        ? 'the statement, or a value in it, has more parts within parts than fit on the stack'
        : `calls nest deeper than ${p.limit} in \`${p.procedure}\``,
    (p) => (p.procedure === '' ? 'split it into smaller ones' : 'give the recursion an end, or use a loop'),
  ),
  NumericOverflow: entry<{ operation: string; type: string; value?: string; column?: string; parameter?: string }>(
    'RUNTIME_005',
    'RuntimeError',
    (p) =>
      p.column === undefined
        ? p.parameter === undefined
          ? `the result of \`${p.operation}\` does not fit ${p.type}`
          : `${p.value ?? p.operation}${ofParameter(p)} does not fit ${p.type}`
        : `${p.value ?? `the result of \`${p.operation}\``}${ofParameter(p)} does not fit column \`${p.column}\` of type ${p.type}`,
    (p) =>
      p.column === undefined
        ? widerThan(p.type)
        : `\`alter table … alter column ${p.column} type …\` makes the column wider`,
  ),
  // `again`: what is wrong where several rows would change one row of a table
  CardinalityError: entry<{ what: string; rows: number; expected: string; again?: string }>(
    'RUNTIME_006',
    'RuntimeError',
    (p) => p.again ?? `${p.what} gives ${p.rows} rows where ${p.expected} is expected`,
    (p) =>
      p.again === undefined
        ? 'aggregate, or add `limit 1`'
        : 'leave one of them: aggregate, or `qualify row_number() over (partition by …) = 1`',
  ),
  MatchError: entry<{ value: string }>(
    'RUNTIME_007',
    'RuntimeError',
    (p) => `no arm of the match fits ${p.value}`,
    () => 'add an arm `_ -> …`',
  ),
  InvalidArgument: entry<{ function: string; argument: string; value: string; reason: string }>(
    'RUNTIME_008',
    'RuntimeError',
    (p) => `${p.function}: ${p.argument} may not be ${p.value}: ${p.reason}`,
  ),
  // `late`: another transaction took the key while this one ran
  StreamClosed: entry<{ operation: string }>(
    'RUNTIME_009',
    'RuntimeError',
    (p) => `\`${p.operation}\` of a stream that is closed`,
    () => 'a stream is closed by `close()` and by a loop over it: read it before, or make another one',
  ),
  StreamExhausted: entry<object>(
    'RUNTIME_010',
    'RuntimeError',
    () => '`next` of a stream without further rows',
    () => 'ask `has_next()` first',
  ),
  UniqueViolation: entry<{
    table: string;
    columns: readonly string[];
    values: readonly string[];
    late?: boolean;
    /** Of the rows that one statement inserts, from 1: those that share the key. */
    rows?: readonly [number, number];
    /** Not an insert: rows are updated, or a key is made for those that are there. */
    by?: 'update' | 'key';
  }>(
    'RUNTIME_020',
    'ConstraintViolation',
    (p) =>
      p.rows !== undefined
        ? `rows ${p.rows[0]} and ${p.rows[1]} of the insert into ${p.table} both have ${key(p.columns, p.values)}`
        : p.by !== undefined
          ? `two rows of table ${p.table} ${p.by === 'update' ? 'would ' : ''}have ${key(p.columns, p.values)}`
          : `table ${p.table} has a row with ${key(p.columns, p.values)} already`,
    (p) =>
      p.rows !== undefined
        ? `leave one of them out; \`select distinct on (${p.columns.join(', ')})\` takes one row of each key`
        : p.by === 'key'
          ? `\`select ${p.columns.join(', ')}, count(*) from ${p.table} group by all having count(*) > 1\` finds them`
          : p.by === 'update'
            ? 'narrow the `where` of the update, or change or delete the other row first'
            : `\`upsert into ${p.table} … on ${p.columns.join(', ')}\` updates it instead`,
  ),
  NotNullViolation: entry<{ table: string; column: string }>(
    'RUNTIME_021',
    'ConstraintViolation',
    (p) => `column ${p.column} of table ${p.table} may not be NULL`,
    () => 'give a value, or a DEFAULT in the table',
  ),
  CheckViolation: entry<{ table: string; constraint: string; row: string }>(
    'RUNTIME_022',
    'ConstraintViolation',
    (p) => `row ${p.row} breaks the check ${p.constraint} of table ${p.table}`,
  ),
  ForeignKeyViolation: entry<{
    table: string;
    columns: readonly string[];
    values: readonly string[];
    referenced: string;
  }>(
    'RUNTIME_023',
    'ConstraintViolation',
    (p) => `table ${p.table} refers to ${key(p.columns, p.values)}, which ${p.referenced} does not have`,
    (p) => `insert the row into ${p.referenced} first`,
  ),
  SerializationConflict: entry<{ table: string; reason: string }>(
    'RUNTIME_030',
    'TransactionError',
    (p) => `another transaction changed table ${p.table} in the meantime: ${p.reason}`,
    () => 'nothing was written; run the transaction again',
  ),
  TransactionState: entry<{ statement: string; state: string; instead?: string | undefined }>(
    'RUNTIME_031',
    'TransactionError',
    (p) => `${p.statement} is not possible: ${p.state}`,
    (p) => p.instead ?? '',
  ),
  SavepointNotFound: entry<{ name: string; nearest?: string | undefined }>(
    'RUNTIME_032',
    'TransactionError',
    (p) => `there is no savepoint \`${p.name}\` in this transaction${meant(p.nearest)}`,
  ),
  StaleCode: entry<{ object: string; reason: string }>(
    'RUNTIME_033',
    'RuntimeError',
    (p) => `\`${p.object}\` was compiled for another schema: ${p.reason}`,
    (p) => `mend and upsert \`${p.object}\` again`,
  ),
  StaleBindings: entry<{ changes: readonly string[] }>(
    'RUNTIME_035',
    'RuntimeError',
    (p) => `the client was built for other routines: ${p.changes.join('; ')}`,
    () => 'build it again: `gobi build --client FILE`',
  ),
  StaleStatement: entry<{ expected: string; found: string }>(
    'RUNTIME_034',
    'RuntimeError',
    (p) => `what the prepared statement uses has changed: it gave ${p.expected}, now it would give ${p.found}`,
    () => 'prepare it again; nothing was done',
  ),
  Cancelled: entry<{ what: string }>('RUNTIME_040', 'LimitExceeded', (p) => `${p.what} was cancelled`),
  TimeLimit: entry<{ what: string; milliseconds: number }>(
    'RUNTIME_041',
    'LimitExceeded',
    (p) => `${p.what} took longer than its limit of ${p.milliseconds} ms`,
    () => 'raise the time limit or do less at once',
  ),
  MemoryLimit: entry<{ what: string; needed?: number; limit?: number }>(
    'RUNTIME_042',
    'LimitExceeded',
    (p) =>
      p.needed === undefined
        ? `${p.what} needs more memory than it can get`
        : `${p.what} takes ${p.needed} bytes, its limit is ${p.limit}`,
    () => 'raise the memory limit, filter earlier, or select fewer columns',
  ),
  RowLimit: entry<{ what: string; rows: number; limit: number }>(
    'RUNTIME_057',
    'LimitExceeded',
    (p) => `${p.what} has ${p.rows} rows, its limit is ${p.limit}`,
    () => 'nothing of it is kept; raise the row limit, or write `limit`',
  ),
  IdleLimit: entry<{ what: string; milliseconds: number }>(
    'RUNTIME_058',
    'LimitExceeded',
    (p) => `${p.what} waited for its client longer than its limit of ${p.milliseconds} ms, and was rolled back`,
    () => 'begin it again; `set idle_timeout` gives a session more time',
  ),
  RecursionLimit: entry<{ name: string; limit: number }>(
    'RUNTIME_043',
    'LimitExceeded',
    (p) => `the recursive table \`${p.name}\` has more than ${p.limit} rows`,
    () =>
      'give its second part a condition that ends it, write `union` for `union all` where rows come again, or raise the limit',
  ),

  UndefinedVariable: entry<{ name: string; nearest?: string | undefined }>(
    'SEMANTIC_001',
    'SemanticError',
    (p) => `there is no variable \`${p.name}\`${meant(p.nearest)}`,
  ),
  UndefinedFunction: entry<{ name: string; nearest?: string | undefined }>(
    'SEMANTIC_002',
    'SemanticError',
    (p) => `there is no function \`${p.name}\`${meant(p.nearest)}`,
  ),
  DuplicateDefinition: entry<{ kind: string; name: string }>(
    'SEMANTIC_003',
    'SemanticError',
    (p) => `${p.kind} \`${p.name}\` exists already`,
    (p) => `use another name, \`create or replace\`, or \`drop ${p.kind} ${p.name}\` first`,
  ),
  InvalidOperation: entry<{ what: string; reason: string; instead?: string }>(
    'SEMANTIC_004',
    'SemanticError',
    (p) => `${p.what} is not possible: ${p.reason}`,
    (p) => p.instead ?? '',
  ),
  TableNotFound: entry<{ name: string; nearest?: string | undefined; snapshot?: number | undefined }>(
    'SEMANTIC_005',
    'SemanticError',
    (p) =>
      p.snapshot === undefined
        ? `there is no table or view \`${p.name}\`${meant(p.nearest)}`
        : `there was no table \`${p.name}\` at snapshot ${p.snapshot}`,
    (p) =>
      p.snapshot === undefined
        ? '`show tables` lists what there is; a file needs its extension or a `/` in the name'
        : '`select id, time, changes from system.snapshots` tells when it came',
  ),
  ColumnNotFound: entry<{ table: string; name: string; nearest?: string | undefined }>(
    'SEMANTIC_006',
    'SemanticError',
    (p) => `${p.table} has no column \`${p.name}\`${meant(p.nearest)}`,
  ),
  ObjectNotFound: entry<{ kind: string; name: string; nearest?: string | undefined }>(
    'SEMANTIC_007',
    'SemanticError',
    (p) => `there is no ${p.kind} \`${p.name}\`${meant(p.nearest)}`,
  ),
  AmbiguousName: entry<{ name: string; readings: readonly string[] }>(
    'SEMANTIC_008',
    'SemanticError',
    (p) => `\`${p.name}\` may mean ${p.readings.join(' or ')}`,
    (p) => `write one of ${p.readings.join(', ')}`,
  ),
  WrongArguments: entry<{ signature: string; reason: string }>(
    'SEMANTIC_009',
    'SemanticError',
    (p) => `the arguments do not fit ${p.signature}: ${p.reason}`,
  ),
  DependentObjects: entry<{ kind: string; name: string; dependents: readonly string[] }>(
    'SEMANTIC_010',
    'SemanticError',
    (p) => `${p.kind} \`${p.name}\` is used by ${p.dependents.join(', ')}`,
    (p) =>
      p.kind === 'column' && p.dependents.every((each) => each.startsWith('view '))
        ? `${p.dependents.map((each) => `\`drop ${each}\``).join(', ')} first, and create it again afterwards`
        : 'drop or change these first',
  ),
  ReadOnly: entry<{ what: string; reason: string }>(
    'SEMANTIC_011',
    'SemanticError',
    (p) => `${p.what} cannot be changed: ${p.reason}`,
  ),
  Unsupported: entry<{ what: string; instead: string }>(
    'SEMANTIC_012',
    'SemanticError',
    (p) => `${p.what} is not supported`,
    (p) => p.instead,
  ),

  FileNotFound: entry<{ file: string; folders?: readonly string[] | undefined; parent?: string }>(
    'IO_001',
    'IOError',
    (p) =>
      p.parent === undefined
        ? `file '${p.file}' does not exist`
        : `'${p.file}' cannot be written: there is no folder '${p.parent}'`,
    (p) =>
      p.parent !== undefined
        ? 'make the folder first'
        : p.folders === undefined
          ? ''
          : `it was looked for in ${p.folders.map((folder) => `'${folder}'`).join(' and ')}`,
  ),
  PermissionDenied: entry<{ file: string; operation: string }>(
    'IO_002',
    'IOError',
    (p) => `no permission to ${p.operation} '${p.file}'`,
    () => 'check the owner and mode of the file and its folder',
  ),
  DiskFull: entry<{ file: string }>(
    'IO_003',
    'IOError',
    (p) => `the disk is full: '${p.file}' could not be written`,
    () => 'nothing was committed; free some space and run it again',
    'critical',
  ),
  CorruptFile: entry<{ file: string; reason: string; offset?: number; line?: number; column?: string }>(
    'IO_004',
    'IOError',
    (p) =>
      `'${p.file}'${p.offset === undefined ? '' : ` at byte ${p.offset}`}${at(p.line, p.column)} cannot be read: ${p.reason}`,
    () => 'nothing was loaded; mend or replace the file',
  ),
  UnknownFormat: entry<{ file: string; known: readonly string[]; instead?: string }>(
    'IO_005',
    'IOError',
    (p) => `the format of '${p.file}' is not known`,
    (p) => p.instead ?? `known endings: ${p.known.join(', ')}`,
  ),
  FileExists: entry<{ file: string }>('IO_006', 'IOError', (p) => `file '${p.file}' exists already`),
  NotALake: entry<{ folder: string; reason: string; instead?: string | undefined }>(
    'IO_007',
    'IOError',
    (p) => `'${p.folder}' is not a lake: ${p.reason}`,
    (p) => p.instead ?? `\`gobi init ${p.folder}\` makes one`,
  ),
  LakeVersion: entry<{ folder: string; found: string; known: string }>(
    'IO_008',
    'IOError',
    (p) => `the lake in '${p.folder}' has version ${p.found}; this program knows ${p.known}`,
    () => 'use a newer gobi; the lake was not touched',
  ),
  LakeLocked: entry<{ folder: string; owner: string; pid?: number | undefined; here?: boolean | undefined }>(
    'IO_009',
    'IOError',
    (p) => `the lake in '${p.folder}' is in use by ${p.owner}`,
    (p) =>
      p.here === true
        ? 'this process has it open already: use that engine, or close it first'
        : p.pid === undefined
          ? 'close the other program, or wait until it has'
          : `end process ${p.pid} (\`ps -p ${p.pid}\` shows what it is), or try again when it has ended`,
  ),
  IoFailure: entry<{ file: string; operation: string; reason: string }>(
    'IO_010',
    'IOError',
    (p) => `could not ${p.operation} '${p.file}': ${p.reason}`,
  ),

  ConnectionFailed: entry<{ address: string; reason: string; instead?: string }>(
    'NETWORK_001',
    'NetworkError',
    (p) => `no connection to ${p.address}: ${p.reason}`,
    (p) => p.instead ?? 'see that it runs and can be reached',
  ),
  NetworkTimeout: entry<{ address: string; milliseconds: number }>(
    'NETWORK_002',
    'NetworkError',
    (p) => `${p.address} gave no answer within ${p.milliseconds} ms`,
  ),
  InvalidUrl: entry<{ url: string; reason: string }>(
    'NETWORK_003',
    'NetworkError',
    (p) => `'${p.url}' is not a valid address: ${p.reason}`,
  ),
  HttpStatus: entry<{ url: string; status: number; reason: string }>(
    'NETWORK_004',
    'NetworkError',
    (p) => `${p.url} answered ${p.status} ${p.reason}`.trimEnd(),
    (p) =>
      p.status === 401 || p.status === 403
        ? 'name the secret that it asks for: `with secret [name]`'
        : p.status === 404 || p.status === 410
          ? 'see that the address is spelled as the server has it'
          : p.status === 429 || p.status >= 500
            ? 'try again later: the server refuses whatever is asked'
            : 'nothing was taken from the answer',
  ),
  ProtocolError: entry<{ reason: string; request?: true }>(
    'NETWORK_005',
    'NetworkError',
    (p) => `the other side does not speak the protocol: ${p.reason}`,
    (p) =>
      p.request === true
        ? 'nothing of the request was done, and the connection goes on; use a client of the same version as the service'
        : 'the connection was closed; use a client of the same version as the service',
  ),
  Disconnected: entry<{ service: string; reason: string }>(
    'NETWORK_006',
    'NetworkError',
    (p) => `the connection to ${p.service} was lost: ${p.reason}`,
    () => 'whether a request that was under way took effect is not known: look before you send it again',
  ),
  DownloadCut: entry<{ url: string; received: number; expected: number | null }>(
    'NETWORK_008',
    'NetworkError',
    (p) => `${p.url} ended in the middle: ${p.received}${p.expected === null ? '' : ` of ${p.expected}`} bytes arrived`,
    () => 'nothing of it was used; run the statement again',
  ),
  DownloadTooLarge: entry<{ url: string; limit: number }>(
    'NETWORK_009',
    'NetworkError',
    (p) => `${p.url} is larger than ${p.limit} bytes`,
    () => 'fetch it to a file below the lake and name that: files may be larger',
  ),
  CertificateRefused: entry<{ url: string; reason: string }>(
    'NETWORK_010',
    'NetworkError',
    (p) => `no safe connection to ${p.url}: ${p.reason}`,
    () => 'the variable NODE_EXTRA_CA_CERTS names a file of further certificates to trust',
  ),
  HostUnknown: entry<{ url: string; host: string; reason: string }>(
    'NETWORK_011',
    'NetworkError',
    (p) => `no address is known for \`${p.host}\` of ${p.url}: ${p.reason}`,
    () => 'see that the name is right and that names can be looked up on this machine',
  ),
  RedirectRefused: entry<{ url: string; to: string; reason: string }>(
    'NETWORK_012',
    'NetworkError',
    (p) => `${p.url} leads to ${p.to}, which is not followed: ${p.reason}`,
    () => 'name the address itself that holds the data',
  ),
  WebPage: entry<{ url: string; type: string }>(
    'NETWORK_013',
    'NetworkError',
    (p) => `${p.url} answered with a page to look at (${p.type}), not with data`,
    () => 'name the address of the file itself; a page may also ask to log in: `with secret [name]`',
  ),
  ServiceNotFound: entry<{ name: string; known: readonly string[]; nearest?: string | undefined }>(
    'NETWORK_007',
    'NetworkError',
    (p) => `no service ${p.name === '' ? 'runs' : `\`${p.name}\` runs`}${meant(p.nearest)}`,
    (p) =>
      p.known.length === 0
        ? '`gobi mount FOLDER` starts one; that of another machine is named by its address, `gobis://HOST:PORT`'
        : `running: ${p.known.join(', ')}; \`gobi mount FOLDER\` starts another`,
  ),

  AccessDenied: entry<{ who: string; what: string }>(
    'SECURITY_001',
    'SecurityError',
    (p) => `${p.who} has no right to ${p.what}`,
  ),
  LoginRefused: entry<{ reason: string }>(
    'SECURITY_007',
    'SecurityError',
    (p) => `the service does not let this client in: ${p.reason}`,
    () => 'the owner makes a token by `gobi token create --role ROLE`',
  ),
  OutsideSandbox: entry<{ file: string; folder: string }>(
    'SECURITY_002',
    'SecurityError',
    (p) => `'${p.file}' lies outside '${p.folder}'`,
    () =>
      'only files below the lake, its own .gobi excepted, and below those that `files` of its gobi.json names may be used',
  ),
  HostRefused: entry<{ url: string; host: string }>(
    'SECURITY_008',
    'SecurityError',
    (p) => `\`${p.host}\` of ${p.url} is not among the hosts that statements may reach`,
    (p) => `list it in the gobi.json of the lake's folder, "hosts": ["${p.host}"], and mount the folder again`,
  ),
  KeyMissing: entry<{ variable: string; file: string }>(
    'SECURITY_004',
    'SecurityError',
    (p) => `there is no key to seal secrets with: neither ${p.variable} nor '${p.file}'`,
    (p) => `make one and keep a copy of it: (umask 077; openssl rand -hex 32 > '${p.file}')`,
  ),
  KeyRefused: entry<{ source: string; reason: string; instead: string }>(
    'SECURITY_005',
    'SecurityError',
    (p) => `the key in ${p.source} is not used: ${p.reason}`,
    (p) => p.instead,
  ),
  SecretSealed: entry<{ name: string; reason: string }>(
    'SECURITY_006',
    'SecurityError',
    (p) => `secret ${p.name} cannot be opened: ${p.reason}`,
    () => 'use the key that it was sealed with, or make the secret again',
  ),
  ForbiddenCode: entry<{ module: string; found: string }>(
    'SECURITY_003',
    'SecurityError',
    (p) => `module ${p.module} holds ${p.found}, which compiled code never does; it was not loaded`,
    undefined,
    'critical',
  ),

  EngineClosed: entry<object>(
    'SYSTEM_004',
    'SystemError',
    () => 'the lake has been closed',
    () => 'open it again',
  ),
  InternalError: entry<{ what: string }>(
    'SYSTEM_001',
    'SystemError',
    (p) => `internal error: ${p.what}`,
    () => 'this is a defect of the engine: please report it with the statement',
    'critical',
  ),
  WorkerLost: entry<{ what: string; reason: string }>(
    'SYSTEM_002',
    'SystemError',
    (p) => `the thread that ran ${p.what} ended: ${p.reason}`,
    () => 'nothing was committed',
    'critical',
  ),
  ServiceNotStarted: entry<{ folder: string; reason: string; log: string }>(
    'SYSTEM_007',
    'SystemError',
    (p) => `the service of '${p.folder}' did not start: ${p.reason}`,
    (p) => `its log is '${p.log}'; \`gobi mount ${p.folder} --foreground\` shows it as it comes`,
  ),
  ServiceNotStopped: entry<{ name: string; pid: number }>(
    'SYSTEM_008',
    'SystemError',
    (p) => `service ${p.name} did not end in time`,
    (p) => `process ${p.pid} still runs: \`kill -9 ${p.pid}\` ends it; what is committed stays`,
  ),
  ServiceStopping: entry<{ service: string }>(
    'SYSTEM_005',
    'SystemError',
    (p) => `service ${p.service} is stopping and takes no more requests`,
    () => 'nothing of the request was done; send it again when the service runs',
  ),
  Overloaded: entry<{ what: string; limit: number }>(
    'SYSTEM_006',
    'SystemError',
    (p) => `too many ${p.what}: at most ${p.limit} at a time`,
    () => 'nothing of the request was done; wait for one to end, then send it again',
  ),
  AbiMismatch: entry<{ module: string; found: string; known: string }>(
    'SYSTEM_003',
    'SystemError',
    (p) => `module ${p.module} was built for abi ${p.found}, this engine has ${p.known}`,
    () => 'build it again',
  ),
} as const;
