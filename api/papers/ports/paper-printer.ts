import type { Paper, PaperEnclosures, PaperPicture } from '../domain/paper.ts';

export interface PaperPrinter {
  /** One page of PDF/A-3b (ISO 19005-3). @throws TooManyRequestsError when too many papers wait */
  print(paper: Paper, enclosures: PaperEnclosures): Promise<Uint8Array>;
  /** A rendition as papers hold it. */
  toPicture(webp: Uint8Array): Promise<PaperPicture>;
}
