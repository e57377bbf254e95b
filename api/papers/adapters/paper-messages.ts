import type { Paper, PaperEnclosures } from '../domain/paper.ts';

/** To the thread of a paper, once. */
export interface PrintRequest {
  readonly paper: Paper;
  readonly enclosures: PaperEnclosures;
}

/** From the thread, once. */
export interface PrintAnswer {
  readonly pdf: Uint8Array;
}
