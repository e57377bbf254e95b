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

  it('are kept up to so many bytes in sum, those asked for last', async () => {
    const [one, two, three] = ['1', '2', '3'].map((number) => buildPaper({ number }));
    papers = new PrintedPapers({ printer, mostKeptBytes: 250 });
    const attached = [proofOf('x'.repeat(100))];
    for (const paper of [one, two, one, three, one, two]) await read(attached, paper);
    expect(printer.printed).toEqual(['1', '2', '3', '2']);
  });

  it('go without a proof of very many files', async () => {
    const [large, small] = [proofOf(`large${'x'.repeat(5 * 2 ** 20)}`), proofOf('small')];
    const printed = await read([large, small]);
    expect(printed).toContain('small');
    expect(printed).not.toContain('large');
  });
});
