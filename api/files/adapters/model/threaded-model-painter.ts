import { Worker } from 'node:worker_threads';
import { type FileJobProblem, jobFailure, type Particulars } from '../../domain/file-job.ts';
import type { ModelFile, ModelPainter } from '../../ports/model-painter.ts';
import { readBytes } from '../inspection/read-bytes.ts';
import { loadSharp } from '../load-sharp.ts';
import { resolveSceneUri } from '../scene-uri.ts';
import type { Answer, PaintAnswer, PaintRequest, Question } from './model-messages.ts';
import { decodeTexture } from './texture-decoder.ts';

/** Of a scene with the files it names. */
const MAX_BYTES = 268_435_456;
const MAX_MS = 30_000;
const MAX_MEMORY_MB = 1_024;
const WIDTH = 960;

export interface ThreadedModelPainterOptions {
  readonly maxBytes?: number;
  readonly maxMs?: number;
  /** Of the picture, in pixels; even. */
  readonly width?: number;
}

/** Views of glTF scenes, computed in a thread of their own: it has nothing but the bytes it asks for, and is ended in any case. */
export class ThreadedModelPainter implements ModelPainter {
  readonly #maxBytes: number;
  readonly #maxMs: number;
  readonly #width: number;

  constructor({ maxBytes = MAX_BYTES, maxMs = MAX_MS, width = WIDTH }: ThreadedModelPainterOptions = {}) {
    this.#width = width;
    this.#maxBytes = maxBytes;
    this.#maxMs = maxMs;
  }

  async paint(file: ModelFile, signal: AbortSignal): ReturnType<ModelPainter['paint']> {
    signal.throwIfAborted();
    if (file.bytes > this.#maxBytes)
      return refused('TOO_LARGE', {
        en: `It has ${file.bytes} bytes; scenes of up to ${this.#maxBytes} are shown.`,
        zh: `文件有 ${file.bytes} 字节；可显示的场景最大为 ${this.#maxBytes} 字节。`,
      });
    const scene = await readBytes(file, { start: 0, length: file.bytes });
    const sharp = await loadSharp();
    const timeLimit = AbortSignal.timeout(this.#maxMs);
    const worker = startWorker();
    const files = new SceneFiles(file, this.#maxBytes - file.bytes);
    try {
      const request = { scene: new Uint8Array(scene), width: this.#width };
      const answer = await converse(worker, { request, files, ended: AbortSignal.any([signal, timeLimit]) });
      if ('refusal' in answer) return answer;
      const { rgb, width, height } = answer.painting;
      const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer();
      return { png };
    } catch (error) {
      signal.throwIfAborted();
      if (timeLimit.aborted)
        return refused('TIME_LIMIT', {
          en: `Drawing it took more than ${this.#maxMs / 1_000} seconds.`,
          zh: `绘制超过 ${this.#maxMs / 1_000} 秒。`,
        });
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        return refused('TOO_LARGE', {
          en: 'Drawing it took more memory than the platform gives to one scene.',
          zh: '绘制所需的内存超过平台给予单个场景的限度。',
        });
      throw error;
    } finally {
      await worker.terminate();
    }
  }
}

/** What a scene may have: the files of its own version, up to a size. */
class SceneFiles {
  readonly #scene: ModelFile;
  #bytesLeft: number;

  constructor(scene: ModelFile, bytesLeft: number) {
    this.#scene = scene;
    this.#bytesLeft = bytesLeft;
  }

  /** @throws what reading throws */
  async answerTo(question: Question): Promise<Answer> {
    const { number } = question;
    if ('image' in question) return { number, ...(await decodeTexture(question.image, question.maxSide)) };
    const { uri } = question;
    const name = uri.slice(0, 200);
    const path = resolveSceneUri(this.#scene.path, uri);
    if (path === null)
      return {
        number,
        ...refused('MISSING_FILE', {
          en: `It names ${name}; only files of the same version are read.`,
          zh: `其中引用了 ${name}；只会读取同一版本的文件。`,
        }),
      };
    const sibling = await this.#scene.findSibling(path);
    if (sibling === null)
      return {
        number,
        ...refused('MISSING_FILE', {
          en: `It names ${name}, which is not in the same version.`,
          zh: `其中引用了 ${name}，而同一版本中没有该文件。`,
        }),
      };
    this.#bytesLeft -= sibling.bytes;
    if (this.#bytesLeft < 0)
      return {
        number,
        ...refused('TOO_LARGE', {
          en: `With ${name} it has more bytes than are read for one scene.`,
          zh: `连同 ${name}，其字节数超过单个场景可读取的限度。`,
        }),
      };
    return { number, bytes: new Uint8Array(await readBytes(sibling, { start: 0, length: sibling.bytes })) };
  }
}

interface Conversation {
  readonly request: PaintRequest;
  readonly files: SceneFiles;
  readonly ended: AbortSignal;
}

/** Rejects when the thread fails, when a file can't be read just now, and when time is up. */
function converse(worker: Worker, { request, files, ended }: Conversation): Promise<PaintAnswer> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Question | PaintAnswer) => {
      if ('number' in message) files.answerTo(message).then((answer) => worker.postMessage(answer), reject);
      else resolve(message);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The model thread ended.')));
    const stop = () => reject(ended.reason as Error);
    ended.addEventListener('abort', stop, { once: true });
    // It may have come while the scene was read, and does not come again.
    if (ended.aborted) stop();
    worker.postMessage(request);
  });
}

function refused(problem: FileJobProblem, particulars: Particulars) {
  return { refusal: jobFailure(problem, particulars) };
}

/** The build has the worker beside it; where the sources run, as in tests, it is run from them too. */
function startWorker(): Worker {
  const options = { name: 'model', execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./model-worker.js', import.meta.url), options);
  const source = new URL('./model-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(code, { ...options, eval: true });
}
