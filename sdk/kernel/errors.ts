/** Why what was asked can't be done: a stable code, the option or field at fault, what to do. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  readonly code: string;
  readonly field: string | null;
  /** 1 refused or failed, 2 bad usage. */
  readonly exitCode: 1 | 2 = 1;
  constructor(
    code: string,
    message: string,
    options: ErrorOptions & { readonly field?: string | null | undefined } = {},
  ) {
    super(message, options);
    this.code = code;
    this.field = options.field ?? null;
  }
}

/** The command line itself is wrong; nothing was sent. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;
  constructor(field: string, advice: string, options?: ErrorOptions) {
    super('BAD_USAGE', `${field}: ${advice}`, { ...options, field });
  }
}

/** Why a contract refused: a stable code with its data, and a sentence in both languages. */
export interface StatedReason {
  readonly code: string;
  readonly data: Readonly<Record<string, string>>;
  readonly en: string;
  readonly zh: string;
}

/** A limit of bytes that was passed. */
export interface ByteLimit {
  readonly mostBytes: number;
  /** 0 for a limit of one file. */
  readonly usedBytes: number;
  readonly bytes: number;
}

interface RefusalOptions extends ErrorOptions {
  readonly field?: string | null | undefined;
  readonly reasons?: readonly StatedReason[] | undefined;
  readonly limit?: ByteLimit | null | undefined;
  readonly requestId?: string | null | undefined;
}

/** The platform, or a check of its answer, refused the act. */
export class RefusedError extends CommandError {
  override readonly name = 'RefusedError';
  /** Of the contracts; empty when they were not asked. */
  readonly reasons: readonly StatedReason[];
  /** With a refusal for its size. */
  readonly limit: ByteLimit | null;
  /** By which the operator finds the request in the platform's log. */
  readonly requestId: string | null;
  constructor(code: string, message: string, { reasons, limit, requestId, ...options }: RefusalOptions = {}) {
    super(code, message, options);
    this.reasons = reasons ?? [];
    this.limit = limit ?? null;
    this.requestId = requestId ?? null;
  }
}

/** Nobody answers; whether an act under way was done is unknown, but repeating the command is safe. */
export class UnreachableError extends CommandError {
  override readonly name: string = 'UnreachableError';
  constructor(url: string, cause: unknown, message?: string) {
    super(
      'UNREACHABLE',
      message ??
        `The platform at ${new URL(url).origin} does not answer (${reasonOf(cause)}). Start it with npm start or name another with --api, then run the same command again.`,
      { cause },
    );
  }
}

/** The platform says that it is starting: what was asked was not done. */
export class StartingError extends UnreachableError {
  override readonly name = 'StartingError';
  constructor(url: string) {
    super(
      url,
      undefined,
      `The platform at ${new URL(url).origin} is starting. Run the same command again when it is ready.`,
    );
  }
}

/** The platform's answer is not what was asked for: do not sign it. */
export class UntrustworthyAnswerError extends CommandError {
  override readonly name = 'UntrustworthyAnswerError';
  constructor(problem: string, options?: ErrorOptions) {
    super(
      'UNTRUSTWORTHY_ANSWER',
      `The platform's answer can't be trusted: ${problem}. Nothing was signed; tell the operator.`,
      options,
    );
  }
}

/** The platform signs people in at another address than the one it was reached by; a platform in between does the same. */
export class WrongAddressError extends CommandError {
  override readonly name = 'WrongAddressError';
  constructor({ asked, reached }: { readonly asked: string; readonly reached: string }) {
    super(
      'WRONG_ADDRESS',
      `The platform signs people in at ${asked} only, and was reached at ${reached}. Nothing was signed. Open ${asked} (command line: --api ${asked}), or have the operator start it with LANRAN_PUBLIC_URL=${reached}.`,
    );
  }
}

/** The innermost reason: fetch hides it under "fetch failed". */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error) return reasonOf(cause.cause);
  return 'code' in cause && typeof cause.code === 'string' && cause.message === ''
    ? cause.code
    : cause.message;
}
