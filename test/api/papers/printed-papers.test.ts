import { beforeEach, describe, expect, it } from 'vitest';
import type { Attachment, Paper, PaperEnclosures } from '../../../api/papers/domain/paper.ts';
import type { PaperPrinter } from '../../../api/papers/ports/paper-printer.ts';
import { PrintedPapers } from '../../../api/papers/services/printed-papers.ts';
import { buildPaper } from './build-paper.ts';

/** Prints the number of a paper and what its attachments say. */
class TextPrinter implements PaperPrinter {
  readonly printed: string[] = [];
  async print({ number }: Paper, { attachments }: PaperEnclosures): Promise<Uint8Array> {
    this.printed.push(number);
    return new TextEncoder().encode([number, ...attachments.map(({ text }) => text)].join('\n'));
  }
  async toPicture(): Promise<never> {
    throw new Error('There is no picture.');
  }
}

const proofOf = (text: string): Attachment => ({
  ...{ name: 'proof.json', mediaType: 'application/json', description: 'Proof', text },
  relationship: 'Source',
});
const prepare = (attachments: readonly Attachment[], paper = buildPaper()) => ({
  ...{ paper, picture: null, attachments, filename: 'registration.pdf' },
});

let printer: TextPrinter;
let papers: PrintedPapers;
const read = async (attachments: readonly Attachment[], paper = buildPaper()) =>
  new TextDecoder().decode(await papers.file(prepare(attachments, paper)).read());

beforeEach(() => {
  printer = new TextPrinter();
  papers = new PrintedPapers({ printer });
});

describe('printed papers', () => {
  it('never show what a proof said before a take-down, though the page is the same', async () => {
    const before = [proofOf('{"description":"A burial cloth"}')];
    const after = [proofOf('{"description":null}')];
    expect(await read(before)).toContain('burial');
    expect(await read(after)).not.toContain('burial');
    expect(papers.file(prepare(after)).tag).not.toBe(papers.file(prepare(before)).tag);
  });

  it('are printed once while they say the same', async () => {
    const first = await read([proofOf('{}')]);
    expect(await read([proofOf('{}')])).toBe(first);
    expect(printer.printed).toHaveLength(1);
  });
});
