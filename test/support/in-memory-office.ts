import { createHash } from 'node:crypto';
import type { OfficeState, OperatorOffice } from '@lanran/api/organizations/ports/operator-office';
import { toHex } from '@lanran/protocol/kernel/bytes';

/** The token of its one-time link. */
export const OFFICE_TOKEN = 'the token of the link';

export class InMemoryOffice implements OperatorOffice {
  #state: OfficeState | null = null;
  tokenHash = () => toHex(createHash('sha256').update(OFFICE_TOKEN).digest());
  holder = () => this.#state?.holder ?? null;
  successor = () => this.#state?.successor ?? null;
  record = (state: OfficeState) => void (this.#state = state);
}
