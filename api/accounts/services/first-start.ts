import { accreditorText } from '@lanran/protocol/accounts/account';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { BadInputError, ConflictError, UnavailableError } from '../../platform/kernel/errors.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { FirstStart } from '../ports/first-start.ts';
import { isToken } from './link-token.ts';
import { requirePersonalSignature } from './personal-signature.ts';

export interface FirstStartOptions {
  /** Null where the accreditor was known when the contracts were deployed. */
  readonly firstStart: FirstStart | null;
  readonly logId: LogId;
  readonly failPoints: FailPoints;
}

export interface Naming {
  readonly token: string;
  readonly address: string;
  readonly signature: string;
}

/** Names the accreditor of an installation, once, by its one-time link. */
export class FirstStartService {
  readonly #options: FirstStartOptions;
  #finishing: Promise<void> | null = null;

  constructor(options: FirstStartOptions) {
    this.#options = options;
  }

  /**
   * After a crash or a failure the same key may be named again, or the next start goes on by itself.
   * @throws BadInputError, BadSignatureError, ConflictError, UnavailableError
   */
  async nameAccreditor({ token, address: text, signature }: Naming): Promise<void> {
    const { logId, failPoints } = this.#options;
    const firstStart = this.#requireLink(token);
    if (firstStart.isFinished()) throw alreadyNamed(firstStart.named());
    const address = parseAddress(text.toLowerCase(), 'address');
    requirePersonalSignature({
      text: accreditorText({ logId, address }),
      address,
      signature,
      field: 'signature',
    });
    // No wait between look and record: of two at a time one is named.
    const named = firstStart.named();
    if (named !== null && named !== address) throw alreadyNamed(named);
    if (named === null) firstStart.record(address);
    await failPoints.reach('after-accreditor-named');
    await this.#finish(firstStart);
  }

  /** Is it the token of the accreditor's link, used or not? */
  opens(token: string): boolean {
    const { firstStart } = this.#options;
    return firstStart !== null && isToken(token, firstStart.tokenHash);
  }

  #requireLink(token: string): FirstStart {
    const { firstStart } = this.#options;
    if (firstStart !== null && this.opens(token)) return firstStart;
    throw new BadInputError(
      'token',
      'is not the one of this installation. Open the link that `npm start` printed, whole.',
    );
  }

  async #finish(firstStart: FirstStart): Promise<void> {
    this.#finishing ??= firstStart.finish();
    try {
      await this.#finishing;
    } catch (cause) {
      throw new UnavailableError('chain', { cause });
    } finally {
      this.#finishing = null;
    }
  }
}

function alreadyNamed(address: Address | null): ConflictError {
  return new ConflictError(
    `The accreditor is named: ${address ?? 'another key'}. The link is used; sign in with that key.`,
  );
}
