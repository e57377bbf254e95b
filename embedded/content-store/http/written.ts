import type { OutgoingMessage } from 'node:http';

/**
 * Writes a portion of a request or an answer, and resolves once its memory is free. Resolves too when the other side has left: what is
 * written between its end and the close of the message is kept, and never called back.
 */
export async function written(message: OutgoingMessage, portion: string | Uint8Array): Promise<void> {
  if (message.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      message.off('close', done);
      resolve();
    };
    message.once('close', done);
    message.write(portion, done);
  });
}
