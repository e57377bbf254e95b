import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../programs.ts';
import type { AskedOf } from './asked-of.ts';
import { outcomeOf } from './tool-outcome.ts';
import { findVeraPdf } from './vera-pdf.ts';

const veraPdf = findVeraPdf();
const qpdf = findProgram('qpdf', 'qpdf');

/** The certificate in the package, and what `certificate` and `register` write. */
export function paperSuite({ here, access, sold }: AskedOf): void {
  const papers = () => [join(sold().folder, 'license/certificate.pdf'), ...sold().papers];

  it.skipIf(veraPdf === null)(
    'has papers that are PDF/A-3b to veraPDF, and are none once changed',
    async () => {
      const said = veraPdf?.(papers()) ?? '';
      expect(said.match(/^PASS .* 3b$/gm), said).toHaveLength(3);
      for (const [at, path] of papers().entries()) {
        const bytes = await readFile(path);
        bytes.write('C', bytes.indexOf('<pdfaid:conformance>B') + '<pdfaid:conformance>'.length);
        const changed = here.path(`${access}-changed-${at}.pdf`);
        await writeFile(changed, bytes);
        expect(veraPdf?.([changed])).toMatch(/^FAIL/m);
      }
    },
  );

  describe.skipIf(qpdf === null)('has papers that qpdf', () => {
    it('finds whole, of one page', async () => {
      for (const path of papers()) {
        expect(await outcomeOf(qpdf ?? '', ['--check', path])).toMatchObject({ code: 0 });
        expect(await outcomeOf(qpdf ?? '', ['--show-npages', path])).toEqual({ code: 0, said: '1\n' });
      }
    });

    it('gets the proof out of, which verifies, and does not once changed', async () => {
      for (const path of papers()) {
        const { said: list } = await outcomeOf(qpdf ?? '', ['--list-attachments', path]);
        const [name = ''] = /^\S+\.lanran\.json/m.exec(list) ?? [];
        expect(name, list).not.toBe('');
        const { said } = await outcomeOf(qpdf ?? '', [`--show-attachment=${name}`, path]);
        const bundle = here.path(`${access}-attached.lanran.json`);
        await writeFile(bundle, said);
        const verified = await here.lanranHere('verify', bundle, '--trust', sold().trust);
        expect(verified, JSON.stringify(verified.document)).toMatchObject({ exitCode: 0 });
        await writeFile(bundle, said.replace(/"root":"0x./, '"root":"0x-'));
        expect((await here.lanranHere('verify', bundle, '--trust', sold().trust)).exitCode).toBe(1);
      }
    });
  });
}
