import { type MessagePort, parentPort } from 'node:worker_threads';
import { drawPaper } from './draw-paper.ts';
import { PaperFonts } from './paper-fonts.ts';
import type { PrintAnswer, PrintRequest } from './paper-messages.ts';

/* The thread of one paper: fonts take some 40 MB, and go with it. */

function serve(port: MessagePort): void {
  port.once('message', ({ paper, enclosures }: PrintRequest) => {
    void drawPaper(paper, enclosures, new PaperFonts()).then((pdf) =>
      port.postMessage({ pdf } satisfies PrintAnswer),
    );
  });
}

if (parentPort === null) throw new Error('paper-worker runs as a worker thread only');
serve(parentPort);
