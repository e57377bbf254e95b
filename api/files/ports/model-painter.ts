import type { JobFailure } from '../domain/file-job.ts';
import type { InspectedFile } from './file-inspector.ts';

export type ModelFile = Pick<InspectedFile, 'path' | 'bytes' | 'read' | 'findSibling'>;

/** Draws a view of a model in glTF 2.0, binary or not, with the files of its version that it names. */
export interface ModelPainter {
  /** Resolves to a PNG, or to why there is none. @throws what reading throws, and the signal's reason */
  paint(
    file: ModelFile,
    signal: AbortSignal,
  ): Promise<{ readonly png: Uint8Array } | { readonly refusal: JobFailure }>;
}
