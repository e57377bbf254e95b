import type { Inspection } from '../../domain/technical-metadata.ts';

/** To the thread. `port` is for this inspection alone. */
export interface InspectionRequest {
  readonly subject: string;
  readonly file: { readonly path: string; readonly mediaType: string; readonly bytes: number };
}

/** From the thread: bytes it needs, of the file or of another of its version. */
export interface ReadRequest {
  readonly number: number;
  /** Null for the file itself. */
  readonly sibling: string | null;
  readonly start: number;
  readonly end: number;
}

/** To the thread. */
export type ReadAnswer =
  | { readonly number: number; readonly bytes: Uint8Array; readonly size: number }
  | { readonly number: number; readonly isMissing: true }
  | { readonly number: number; readonly failure: string };

/** From the thread, at the end. */
export type InspectionAnswer = { readonly inspection: Inspection } | { readonly failure: string };
