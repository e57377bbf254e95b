import { type FileJobProblem, jobFailure, type JobFailure, type Particulars } from '../../domain/file-job.ts';
import type { Texture } from './texture.ts';

export interface SurfaceMaterial {
  /** Linear, 0 to 1. */
  readonly color: readonly [red: number, green: number, blue: number, alpha: number];
  readonly texture: Texture | null;
  readonly alphaMode: 'OPAQUE' | 'MASK' | 'BLEND';
  readonly alphaCutoff: number;
  readonly isLit: boolean;
}

/** Triangles of one material, in the scene's space. Each index is below the number of vertices. */
export interface Surface {
  /** Three a vertex, all finite. */
  readonly positions: Float32Array;
  /** Three a vertex, of any length; null for flat faces. */
  readonly normals: Float32Array | null;
  /** Two a vertex. */
  readonly coordinates: Float32Array | null;
  /** Four a vertex, linear. */
  readonly colors: Float32Array | null;
  readonly indices: Uint32Array;
  readonly material: SurfaceMaterial;
}

/** A model of which no picture can be made, however often it is tried. */
export class UnpaintableError extends Error {
  override readonly name = 'UnpaintableError';
  readonly failure: JobFailure;

  constructor(problem: FileJobProblem, particulars: Particulars, options?: ErrorOptions) {
    super(particulars.en, options);
    this.failure = jobFailure(problem, particulars);
  }
}
