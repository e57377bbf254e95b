import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DecodedTarget } from './decoded-target.ts';
import type { OriginalFile } from './original-file.ts';
import { PictureRefusal, undecodable } from './picture-refusal.ts';

const MAX_BYTES = 268_435_456;
/** Of the long side: enough to read a page of print. */
const LONG_SIDE = 2_000;

/** The first page of a PDF by PDF.js, on white. */
export async function decodePdf(file: OriginalFile, target: DecodedTarget): Promise<void> {
  const bytes = file.readWhole(MAX_BYTES);
  await requireCanvas();
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folder = (name: string) => `${join(library, name)}/`;
  const task = getDocument({
    data: new Uint8Array(bytes),
    standardFontDataUrl: folder('standard_fonts'),
    cMapUrl: folder('cmaps'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    isEvalSupported: false,
    useSystemFonts: false,
    stopAtErrors: false,
  });
  try {
    const document = await task.promise;
    const page = await document.getPage(1);
    const { width, height } = page.getViewport({ scale: 1 });
    if (!(width > 0) || !(height > 0)) throw undecodable('Its first page has no size.');
    const viewport = page.getViewport({ scale: LONG_SIDE / Math.max(width, height) });
    const size = {
      width: Math.max(1, Math.round(viewport.width)),
      height: Math.max(1, Math.round(viewport.height)),
    };
    target.require(size);
    // In Node it is that of `@napi-rs/canvas`.
    const factory = document.canvasFactory as CanvasFactory;
    const { canvas, context } = factory.create(size.width, size.height);
    // Its types are those of browsers, which ours do not have.
    const render: (options: object) => { readonly promise: Promise<void> } = page.render.bind(page) as never;
    await render({ canvas, canvasContext: context, viewport, background: 'white' }).promise;
    const { data } = context.getImageData(0, 0, size.width, size.height);
    target.writePixels({ ...size, channels: 3, data: withoutAlpha(data) });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      throw new PictureRefusal(
        'UNSUPPORTED',
        { en: 'It opens with a password only.', zh: '需要密码才能打开。' },
        { cause: error },
      );
    throw error;
  }
}

interface CanvasFactory {
  create(
    width: number,
    height: number,
  ): {
    readonly canvas: object;
    readonly context: {
      getImageData(
        left: number,
        top: number,
        width: number,
        height: number,
      ): { readonly data: Uint8ClampedArray };
    };
  };
}

async function requireCanvas(): Promise<void> {
  try {
    await import('@napi-rs/canvas');
  } catch (error) {
    throw new PictureRefusal(
      'TOOL_MISSING',
      {
        en: 'Pages are drawn by @napi-rs/canvas, of which npm installed no build for the platform’s machine.',
        zh: '页面由 @napi-rs/canvas 绘制，而 npm 没有为平台所在的机器安装其构建。',
      },
      { cause: error },
    );
  }
}

function withoutAlpha(pixels: Uint8ClampedArray): Uint8Array {
  const opaque = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    opaque[to] = pixels[from] ?? 0;
    opaque[to + 1] = pixels[from + 1] ?? 0;
    opaque[to + 2] = pixels[from + 2] ?? 0;
  }
  return opaque;
}
