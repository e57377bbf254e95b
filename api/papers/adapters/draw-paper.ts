import PDFDocument from 'pdfkit';
import qrcode from 'qrcode-generator';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import {
  type Attachment,
  FACTUR_X,
  type Paper,
  type PaperEnclosures,
  type PaperPicture,
} from '../domain/paper.ts';
import { FACTUR_X_XMP, MetadataText } from './paper-metadata.ts';
import { layoutPages } from './layout-pages.ts';
import { INK, type Stroke } from './page.ts';
import type { PaperFonts } from './paper-fonts.ts';
import { TextLayout } from './text-layout.ts';

type Pdf = InstanceType<typeof PDFDocument>;
type StrokeOf<Kind extends Stroke['kind']> = Extract<Stroke, { readonly kind: Kind }>;

const PRODUCER = 'Lanran';
const QUIET = 2;

/** PDF/A-3b (ISO 19005-3). All its times are those of the paper, so that the same facts make the same bytes. */
export async function drawPaper(
  paper: Paper,
  { picture, attachments }: PaperEnclosures,
  fonts: PaperFonts,
): Promise<Uint8Array> {
  const at = new Date(paper.issuedAt);
  const { title, number, issuer, subject } = paper;
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      ...metadata({
        Title: `${title.zh} ${title.en} ${number}`,
        Author: issuer.en === issuer.zh ? issuer.zh : `${issuer.zh} ${issuer.en}`,
        Subject: subject.zh,
      }),
      Producer: PRODUCER,
      Creator: PRODUCER,
      CreationDate: at,
      ModDate: at,
    },
  });
  const written = collect(pdf);
  const text = new TextLayout(fonts);
  layoutPages(paper, picture, text).forEach((page, number) => {
    if (number > 0) pdf.addPage();
    for (const stroke of page.strokes) draw(pdf, stroke, { text, picture });
  });
  for (const attachment of attachments) attach(pdf, attachment, at);
  if (attachments.some(({ name }) => name === FACTUR_X)) pdf.appendXML(FACTUR_X_XMP);
  pdf.end();
  return written;
}

/** pdfkit's types know strings alone; it takes objects of String, too. */
function metadata<const Said extends Readonly<Record<string, string>>>(said: Said): Said {
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, new MetadataText(value)]),
  ) as unknown as Said;
}

async function collect(pdf: Pdf): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of pdf) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

interface Means {
  readonly text: TextLayout;
  readonly picture: PaperPicture | null;
}

function draw(pdf: Pdf, stroke: Stroke, { text, picture }: Means): void {
  switch (stroke.kind) {
    case 'text':
      drawText(pdf, stroke, text);
      break;
    case 'lines':
      drawLines(pdf, stroke);
      break;
    case 'box':
      pdf.roundedRect(stroke.x, stroke.y, stroke.width, stroke.height, 2).lineWidth(1).stroke(stroke.ink);
      break;
    case 'picture':
      if (picture !== null)
        pdf.image(Buffer.from(picture.jpeg), stroke.x, stroke.y, {
          width: stroke.width,
          height: stroke.height,
        });
      break;
    case 'code':
      drawCode(pdf, stroke);
      break;
  }
}

function drawText(pdf: Pdf, { x, baseline, line, style, ink }: StrokeOf<'text'>, text: TextLayout): void {
  for (const run of text.place(line, style)) {
    pdf.registerFont(run.font.name, run.font.bytes);
    pdf.font(run.font.name).fontSize(style.size).fillColor(ink);
    pdf.text(run.text, x + run.x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  }
}

function drawLines(pdf: Pdf, { points: [first, ...rest], ink, width }: StrokeOf<'lines'>): void {
  if (first === undefined) return;
  pdf.moveTo(...first);
  for (const point of rest) pdf.lineTo(...point);
  pdf.lineWidth(width).stroke(ink);
}

/** A QR code with medium error correction (ISO/IEC 18004). */
function drawCode(pdf: Pdf, { x, y, side, text }: StrokeOf<'code'>): void {
  const code = qrcode(0, 'M');
  // The codes of payments say names in UTF-8.
  qrcode.stringToBytes = (letters) => [...utf8(letters)];
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const module = side / (count + 2 * QUIET);
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column))
        pdf.rect(x + (column + QUIET) * module, y + (row + QUIET) * module, module, module);
  pdf.fill(INK.text);
}

function attach(pdf: Pdf, { name, mediaType, description, relationship, text }: Attachment, at: Date): void {
  const options = { name, type: mediaType, description, relationship, creationDate: at, modifiedDate: at };
  pdf.file(Buffer.from(text, 'utf8'), options);
}
