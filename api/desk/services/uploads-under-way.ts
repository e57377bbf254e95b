import { MAX_ENTRY_FILES } from '@lanran/protocol/files/request-file';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { TooManyRequestsError } from '../../platform/kernel/errors.ts';

/** As many as one entry takes: a page sends them at the same time. */
const MOST_AT_ONCE = MAX_ENTRY_FILES;

/** Bytes that are promised to uploads that have not ended. */
export class UploadsUnderWay {
  readonly #byAccount = new Map<Hex, { readonly count: number; readonly bytes: number }>();

  /** Of everybody. */
  get bytes(): number {
    return [...this.#byAccount.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  bytesOf(account: Hex): number {
    return this.#byAccount.get(account)?.bytes ?? 0;
  }

  /** Counts the bytes until the act has ended. @throws TooManyRequestsError */
  async during<T>(account: Hex, bytes: number, act: () => Promise<T>): Promise<T> {
    if ((this.#byAccount.get(account)?.count ?? 0) >= MOST_AT_ONCE)
      throw new TooManyRequestsError(
        `At most ${MOST_AT_ONCE} files are taken at once from one key. Wait until one has arrived, then send the next.`,
      );
    this.#add(account, { count: 1, bytes });
    try {
      return await act();
    } finally {
      this.#add(account, { count: -1, bytes: -bytes });
    }
  }

  #add(account: Hex, more: { readonly count: number; readonly bytes: number }): void {
    const { count, bytes } = this.#byAccount.get(account) ?? { count: 0, bytes: 0 };
    if (count + more.count === 0) this.#byAccount.delete(account);
    else this.#byAccount.set(account, { count: count + more.count, bytes: bytes + more.bytes });
  }
}
