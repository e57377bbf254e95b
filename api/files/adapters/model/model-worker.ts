import { type MessagePort, parentPort } from 'node:worker_threads';
import { jobFailure } from '../../domain/file-job.ts';
import type { Answer, PaintAnswer, PaintRequest, Question } from './model-messages.ts';
import { paint } from './painter.ts';
import { loadScene } from './scene-file.ts';
import { surfacesOf } from './scene-surfaces.ts';
import { UnpaintableError } from './surface.ts';

/* The model thread: one scene, from anybody. It has no files and no decoders, and is ended from outside when it takes too long. */

type Asked = { readonly uri: string } | { readonly image: Uint8Array; readonly maxSide: number };

/** Textures of a scene together have some 32 million pixels at most. */
const SIDES = [2_048, 1_024, 512, 256] as const;
const MAX_TEXTURE_PIXELS = 33_554_432;

async function answerTo(
  { scene, width }: PaintRequest,
  ask: (question: Asked) => Promise<Answer>,
): Promise<PaintAnswer> {
  try {
    const loaded = await loadScene(scene, {
      read: async (uri) => {
        const answer = await ask({ uri });
        return 'bytes' in answer ? answer.bytes : refuse(answer);
      },
    });
    const surfaces = await surfacesOf(loaded, {
      decode: async (image, count) => {
        const maxSide = SIDES.find((side) => side * side * count <= MAX_TEXTURE_PIXELS);
        if (maxSide === undefined)
          throw new UnpaintableError('TOO_LARGE', {
            en: `It has ${count} textures.`,
            zh: `其中有 ${count} 张贴图。`,
          });
        const answer = await ask({ image, maxSide });
        return 'pixels' in answer ? answer.pixels : refuse(answer);
      },
    });
    return { painting: paint(surfaces, width) };
  } catch (error) {
    if (error instanceof UnpaintableError) return { refusal: error.failure };
    // Whatever the library says is about the file: it knows nothing else.
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const said = reason.slice(0, 200);
    return {
      refusal: jobFailure('UNDECODABLE', {
        en: `It could not be read as glTF: ${said}`,
        zh: `无法按 glTF 读取：${said}`,
      }),
    };
  }
}

function refuse(answer: Answer): never {
  if (!('refusal' in answer)) throw new Error('Something else was answered.');
  const { problem, detail, detailZh = detail } = answer.refusal;
  throw new UnpaintableError(problem, { en: detail, zh: detailZh });
}

function serve(port: MessagePort): void {
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  const ask = (question: Asked) =>
    new Promise<Answer>((resolve) => {
      const number = asked++;
      waiting.set(number, resolve);
      port.postMessage({ number, ...question } satisfies Question);
    });
  port.on('message', (message: PaintRequest | Answer) => {
    if ('scene' in message) return void answerTo(message, ask).then((answer) => port.postMessage(answer));
    waiting.get(message.number)?.(message);
    waiting.delete(message.number);
    return undefined;
  });
}

if (parentPort === null) throw new Error('model-worker runs as a worker thread only');
serve(parentPort);
