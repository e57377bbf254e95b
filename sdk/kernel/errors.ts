interface ClientErrorOptions extends ErrorOptions {
  /** Of the platform's input, as `input.title`. */
  readonly field?: string | null | undefined;
  /** Of this library's own functions, as `maxPrice`. */
  readonly argument?: string | null | undefined;
}

/** Why what was asked can't be done: a stable code, the field or argument at fault, what to do. */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';
  readonly code: string;
  readonly field: string | null;
  readonly argument: string | null;
  constructor(code: string, message: string, { field, argument, ...options }: ClientErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.field = field ?? null;
    this.argument = argument ?? null;
  }
}

/** An argument is wrong; nothing was sent. */
export class ArgumentError extends ClientError {
  override readonly name = 'ArgumentError';
  /** What is wrong and what to do, without the argument's name. */
  readonly advice: string;
  constructor(argument: string, advice: string, options?: ErrorOptions) {
    super('BAD_USAGE', `${argument}: ${advice}`, { ...options, argument });
    this.advice = advice;
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

interface RefusalOptions extends ClientErrorOptions {
  readonly reasons?: readonly StatedReason[] | undefined;
  readonly limit?: ByteLimit | null | undefined;
  readonly requestId?: string | null | undefined;
}

/** The platform, or a check of its answer, refused the act. */
export class RefusedError extends ClientError {
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

/** Nobody answers; whether an act under way was done is unknown, but repeating it is safe. */
export class UnreachableError extends ClientError {
  override readonly name: string = 'UnreachableError';
  constructor(url: string, cause: unknown, message?: string) {
    super(
      'UNREACHABLE',
      message ?? `The platform at ${new URL(url).origin} does not answer (${reasonOf(cause)}).`,
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
      `The platform at ${new URL(url).origin} is starting. Repeat this when it is ready.`,
    );
  }
}

/** A server before the platform, such as nginx, answers in its place: whether an act under way was done is unknown. */
export class GatewayError extends UnreachableError {
  override readonly name = 'GatewayError';
  constructor(url: string, status: number) {
    super(
      url,
      undefined,
      `The server before the platform at ${new URL(url).origin} answered ${status}: the platform does not answer it. Try again in a moment; if it stays, tell the operator.`,
    );
  }
}

/** What an error status without words of the platform means. Only for 5xx. */
export function outageOf(url: string, status: number): UnreachableError {
  return isOfGateway(status)
    ? new GatewayError(url, status)
    : new UnreachableError(url, new Error(`status ${status}`));
}

/** The platform says 502 and 503 in words of its own: without them they are of nginx, which says 503 too where no process is left. */
function isOfGateway(status: number): boolean {
  return [502, 503, 504].includes(status);
}

/** The platform's answer is not what was asked for: do not sign it. */
export class UntrustworthyAnswerError extends ClientError {
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
export class WrongAddressError extends ClientError {
  override readonly name = 'WrongAddressError';
  constructor({ asked, reached }: { readonly asked: string; readonly reached: string }) {
    super(
      'WRONG_ADDRESS',
      `The platform signs people in at ${asked} only, and was reached at ${reached}. Nothing was signed. Use ${asked}, or have the operator start it with LANRAN_PUBLIC_URL=${reached}.`,
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
