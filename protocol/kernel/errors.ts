/** Base of everything this package throws on purpose; `code` is stable. */
export abstract class ProtocolError extends Error {
  abstract readonly code: string;
}

/** Bytes, text or JSON that is not what its format says. `field` is the path of what is wrong, e.g. `statement.kind`. */
export class FormatError extends ProtocolError {
  override readonly name = 'FormatError';
  readonly code: string = 'INVALID_FORMAT';
  readonly field: string;
  constructor(field: string, problem: string, options?: ErrorOptions) {
    super(`${field}: ${problem}`, options);
    this.field = field;
  }
}

/** A signature that is malformed, malleable or not by the key it should be. */
export class SignatureError extends ProtocolError {
  override readonly name = 'SignatureError';
  readonly code = 'INVALID_SIGNATURE';
}

/** A Merkle proof was asked for a leaf or a size that the tree does not have. */
export class TreeRangeError extends ProtocolError {
  override readonly name = 'TreeRangeError';
  readonly code = 'OUTSIDE_TREE';
}

/** What a check found: it holds, or why not. */
export type Verdict = { readonly ok: true } | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly reason: string;
}

export const HOLDS: Verdict = { ok: true };

export function refuse(reason: string): Refusal {
  return { ok: false, reason };
}
