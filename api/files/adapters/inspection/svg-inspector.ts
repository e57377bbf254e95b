import { factSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readBytes } from './read-bytes.ts';

const MAX_BYTES = 8_388_608;

/** What in an SVG would do something in a browser that opened it (https://www.w3.org/TR/SVG2/interact.html, .../linking.html). */
const ACTIVE: readonly (readonly [what: string, sign: RegExp])[] = [
  ['script', /<(?:[\w.-]+:)?script[\s/>]/i],
  ['event handlers', /\son[a-z]+\s*=\s*["']/i],
  ['javascript: links', /(?:href|src)\s*=\s*["']\s*(?:javascript|data:text\/html)/i],
  ['foreign content', /<(?:[\w.-]+:)?foreignObject[\s/>]/i],
  ['entities of its own', /<!ENTITY\s/i],
  [
    'references to other addresses',
    /(?:href|src)\s*=\s*["']\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\/|@import/i,
  ],
];

/** SVG: its size, and what in it acts or loads from elsewhere. It is read as text and never rendered. */
export class SvgInspector implements FileInspector {
  readonly subject = 'SVG';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'image/svg+xml';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    const text = textOf(await readBytes(file, { start: 0, length: MAX_BYTES }));
    const root = /<(?:[\w.-]+:)?svg(\s[^>]*)?>/i.exec(text)?.[1] ?? '';
    const viewBox =
      attribute(root, 'viewBox')
        ?.trim()
        .split(/[\s,]+/) ?? [];
    const found = ACTIVE.filter(([, sign]) => sign.test(text)).map(([what]) => what);
    return {
      sections: factSection('IMAGE', {
        WIDTH: pixels(attribute(root, 'width')) ?? pixels(viewBox[2]),
        HEIGHT: pixels(attribute(root, 'height')) ?? pixels(viewBox[3]),
      }),
      notices: [
        ...(found.length === 0 ? [] : [notice('ACTIVE_CONTENT', `It has ${found.join(', ')}.`)]),
        ...(file.bytes > MAX_BYTES
          ? [notice('NOT_INSPECTED', `Only its first ${MAX_BYTES} bytes were read.`)]
          : []),
      ],
    };
  }
}

/** Browsers read UTF-16 by its byte order mark. */
function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean);
}

function pixels(length: string | undefined): number | null {
  const found = /^(\d+(?:\.\d+)?)(?:px)?$/.exec(length?.trim() ?? '')?.[1];
  return found === undefined ? null : Math.round(Number(found));
}
