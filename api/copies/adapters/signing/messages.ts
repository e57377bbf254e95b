import type { ManifestDefinition, ParentIngredient } from '../../domain/manifest-definition.ts';

/** To the signing process: one order, then answers to what it asks. */
export type ToWorker = WorkRequest | SignatureAnswer | NextRequest;

export type WorkRequest = CopyRequest | PreviewRequest | SidecarRequest;

interface SigningRequest {
  readonly definition: ManifestDefinition;
  readonly parent: ParentIngredient;
  /** The library's name of the algorithm. */
  readonly algorithm: string;
  /** Room for the COSE signature. */
  readonly reservedBytes: number;
}

export interface CopyRequest extends SigningRequest {
  readonly kind: 'copy';
  readonly mediaType: string;
  /** Of the original, open for reading until the answer is read. */
  readonly path: string;
  readonly xmp: string;
}

export interface PreviewRequest extends SigningRequest {
  readonly kind: 'preview';
  readonly mediaType: string;
  readonly picture: Uint8Array;
}

export interface SidecarRequest extends SigningRequest {
  readonly kind: 'sidecar';
}

interface SignatureAnswer {
  readonly kind: 'signature';
  readonly cose: Uint8Array;
}

interface NextRequest {
  readonly kind: 'next';
}

/** From the signing process. */
export type FromWorker = SignRequest | SignedAnswer | PortionAnswer | FailedAnswer;

/** The key is in the platform's process alone. */
interface SignRequest {
  readonly kind: 'sign';
  readonly claim: Uint8Array;
}

export interface SignedAnswer {
  readonly kind: 'signed';
  readonly bytes: number;
  readonly sha256: string;
  readonly hasXmp: boolean;
}

interface PortionAnswer {
  readonly kind: 'portion';
  /** Null at the end. */
  readonly portion: Uint8Array | null;
}

interface FailedAnswer {
  readonly kind: 'failed';
  readonly message: string;
}
