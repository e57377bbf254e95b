/** Error codes of JSON-RPC 2.0 §5.1 and EIP-1474. */
export const RPC_CODE = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  refused: -32000,
  limitExceeded: -32005,
  /** What Geth answers, and clients expect, for a call that reverted; `data` holds the revert's bytes. */
  reverted: 3,
} as const;

/** A refusal as the caller sees it. The message names the thing and says what to do about it. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export type RequestId = string | number | null;

export interface RpcRequest {
  /** Absent in a notification, which gets no reply. */
  readonly id?: RequestId;
  readonly method: string;
  readonly params: readonly unknown[];
}

export interface RpcReply {
  readonly jsonrpc: '2.0';
  readonly id: RequestId;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** Throws RpcError when the value is not a JSON-RPC 2.0 request with positional parameters. */
export function parseRequest(value: unknown): RpcRequest {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('method' in value) ||
    typeof value.method !== 'string'
  ) {
    throw new RpcError(
      RPC_CODE.invalidRequest,
      'A request is an object with "jsonrpc", "id", "method" and "params".',
    );
  }
  const params = 'params' in value ? value.params : [];
  if (!isArray(params)) {
    throw new RpcError(RPC_CODE.invalidParams, `The parameters of ${value.method} must be an array.`);
  }
  const request = { method: value.method, params };
  return 'id' in value ? { ...request, id: requestId(value) } : request;
}

/** The id to answer under, null when the request has none that can be used. */
export function requestId(value: unknown): RequestId {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' || typeof value.id === 'number' ? value.id : null;
}

export function successReply(id: RequestId, result: unknown): RpcReply {
  return { jsonrpc: '2.0', id, result };
}

export function errorReply(id: RequestId, { code, message, data }: RpcError): RpcReply {
  return { jsonrpc: '2.0', id, error: data === undefined ? { code, message } : { code, message, data } };
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
