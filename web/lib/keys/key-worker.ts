import { doKeyWork, type KeyWork } from './key-work.ts';

/* Runs in a worker of its own: scrypt keeps a core busy for half a second, and the page should not stand still meanwhile. */

/** What the worker says, once. */
export type KeyWorkAnswer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: string; readonly message: string } };

const say = (answer: KeyWorkAnswer) => globalThis.postMessage(answer);

async function work(asked: KeyWork): Promise<void> {
  try {
    say({ result: await doKeyWork(asked) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL';
    say({ error: { code, message: error instanceof Error ? error.message : String(error) } });
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<KeyWork>) => void work(data));
