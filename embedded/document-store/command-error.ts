/** MongoDB's error codes that this server answers with (src/mongo/base/error_codes.yml). */
export const ERROR_CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NotExactValueField: 111,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  NotImplemented: 238,
  ExceededMemoryLimit: 292,
  MechanismUnavailable: 334,
  UnsupportedOpQueryCommand: 352,
  BSONObjectTooLarge: 10334,
  OutOfDiskSpace: 14031,
  UnknownGroupOperator: 15952,
  UndefinedVariable: 17276,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  UnrecognizedStage: 40324,
  MissingField: 40414,
  UnknownField: 40415,
  SecondBody: 40430,
  SecondSequence: 40431,
  SequenceInBody: 40433,
  ChangeStream: 40573,
  Expression: 168,
  InvalidRegex: 51091,
} as const;

export type ErrorName = keyof typeof ERROR_CODES;

/** Names that MongoDB prints as `Location<code>`. */
const UNNAMED: ReadonlySet<ErrorName> = new Set([
  'UnknownGroupOperator',
  'UndefinedVariable',
  'UnrecognizedStage',
  'UnknownField',
  'MissingField',
  'SecondBody',
  'SecondSequence',
  'SequenceInBody',
  'ChangeStream',
  'InvalidRegex',
]);

/** A refusal the client sees: `{ok: 0, code, codeName, errmsg}`, or one entry of `writeErrors`. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: number;
  readonly codeName: string;

  constructor(kind: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = ERROR_CODES[kind];
    this.codeName = CODE_NAMES[kind] ?? (UNNAMED.has(kind) ? `Location${this.code}` : kind);
  }
}

const CODE_NAMES: Partial<Record<ErrorName, string>> = {
  ExceededMemoryLimit: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  Expression: 'InvalidPipelineOperator',
};

/** For what MongoDB has and this server does not: with the code that MongoDB gives to what nobody has, where it has one. */
export function notSupported(what: string, kind: ErrorName = 'NotImplemented'): ClientError {
  return new ClientError(
    kind,
    `${what} is not supported by the embedded document store; set MONGODB_URI to use MongoDB.`,
  );
}
