import { print } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import type { Language } from '@lanran/protocol/kernel/language';

/** Why a contract refused: a stable code, and a sentence in both languages. */
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

interface RefusalDetails {
  readonly code: string;
  readonly field: string | null;
  readonly reasons: readonly StatedReason[];
  readonly requestId: string | null;
  readonly limit?: ByteLimit | null;
}

/** The platform refused, or did not answer (`UNREACHABLE`). `error-text.ts` says it in the reader's language. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly field: string | null;
  readonly reasons: readonly StatedReason[];
  readonly requestId: string | null;
  readonly limit: ByteLimit | null;
  constructor(
    message: string,
    { code, field, reasons, requestId, limit = null }: RefusalDetails,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.field = field;
    this.reasons = reasons;
    this.requestId = requestId;
    this.limit = limit;
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly field?: string;
      readonly reasons?: readonly StatedReason[];
      readonly requestId?: string;
    };
  }[];
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The Safe that the person asks for as one of its owners. */
  readonly safe?: string | null;
}

/** Asks `/graphql` with the session's cookie. @throws ApiError */
export async function request<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  { signal, safe }: RequestOptions = {},
): Promise<Result> {
  const answer = await post(JSON.stringify({ query: print(document), variables }), {
    ...(signal !== undefined && { signal }),
    ...(safe != null && { safe }),
  });
  const [error] = answer.errors ?? [];
  if (error !== undefined) {
    const { code = 'INTERNAL', field = null, reasons = [], requestId = null } = error.extensions ?? {};
    throw new ApiError(error.message, { code, field, reasons, requestId });
  }
  // The schema types it, and the server answers by the schema.
  return answer.data as Result;
}

async function post(body: string, { signal, safe }: RequestOptions): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(safe != null && { 'x-lanran-safe': safe }) },
      body,
      ...(signal !== undefined && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw unreachable(cause);
  }
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw unreachable(cause);
  }
}

export function unreachable(cause: unknown): ApiError {
  const details = { code: 'UNREACHABLE', field: null, reasons: [], requestId: null };
  return new ApiError('The platform does not answer.', details, { cause });
}

/** A text in the reader's language, else in the other one, with the language it is in. */
export function pickText(
  text: { readonly en: string | null; readonly zh: string | null } | null | undefined,
  language: Language,
): { readonly text: string; readonly language: Language } | null {
  if (text == null) return null;
  const other: Language = language === 'en' ? 'zh' : 'en';
  for (const candidate of [language, other] as const) {
    const found = text[candidate];
    if (found !== null && found !== '') return { text: found, language: candidate };
  }
  return null;
}
