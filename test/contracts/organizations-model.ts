import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { ROLE } from '../../scripts/stage/platform.ts';

const VETO_SECONDS = 30 * DAY_SECONDS;

interface Succession {
  readonly candidate: string;
  readonly seatableAt: number;
  readonly byCouncil: boolean;
}

/** Who may do what in one organization, by the rule; keys are addresses. Each act says whether it is admitted. */
export class OrganizationModel {
  /** Every key that ever was a member; a key that left has role 0. */
  readonly members = new Map<string, number>();
  payout: string;
  #succession: Succession | null = null;

  constructor(
    readonly accreditor: string,
    initial: { owner: string | null; council: string | null; payout: string },
  ) {
    if (initial.owner !== null) this.members.set(initial.owner, ROLE.OWNER);
    this.council = initial.council;
    this.payout = initial.payout;
  }

  /** Null where there is none. */
  council: string | null;

  get owners(): number {
    return [...this.members.values()].filter((role) => role === ROLE.OWNER).length;
  }

  get candidate(): string | null {
    return this.#succession?.candidate ?? null;
  }

  roleOf(key: string): number {
    return this.members.get(key) ?? 0;
  }

  hasLeft(key: string): boolean {
    return this.members.has(key) && this.roleOf(key) === 0;
  }

  add(caller: string, key: string, role: number): boolean {
    if (!this.#manages(caller) || this.members.has(key)) return false;
    this.members.set(key, role);
    return true;
  }

  remove(caller: string, key: string): boolean {
    if (!this.#manages(caller) || this.roleOf(key) === 0) return false;
    const isLastOwner = this.roleOf(key) === ROLE.OWNER && this.owners === 1;
    if (isLastOwner && this.council === null) return false;
    this.members.set(key, 0);
    return true;
  }

  replace(caller: string, key: string, newKey: string): boolean {
    if (!this.#manages(caller) || this.roleOf(key) === 0 || this.members.has(newKey)) return false;
    this.members.set(newKey, this.roleOf(key));
    this.members.set(key, 0);
    return true;
  }

  setPayout(caller: string, payout: string): boolean {
    if (!this.#manages(caller)) return false;
    this.payout = payout;
    return true;
  }

  name(caller: string, candidate: string, now: number): boolean {
    if (caller !== this.council || candidate === this.council) return false;
    this.#succession = { candidate, seatableAt: now, byCouncil: true };
    return true;
  }

  propose(caller: string, candidate: string, now: number): boolean {
    const named = this.#succession;
    if (caller !== this.accreditor || this.council === null || candidate === this.council) return false;
    if (named !== null && named.byCouncil && now < named.seatableAt + VETO_SECONDS) return false;
    this.#succession = { candidate, seatableAt: now + VETO_SECONDS, byCouncil: false };
    return true;
  }

  veto(caller: string): boolean {
    if (caller !== this.council || this.#succession === null) return false;
    this.#succession = null;
    return true;
  }

  accept(caller: string, now: number): boolean {
    const named = this.#succession;
    if (named?.candidate !== caller || now < named.seatableAt) return false;
    this.council = caller;
    this.#succession = null;
    return true;
  }

  #manages(caller: string): boolean {
    return caller === this.council || this.roleOf(caller) === ROLE.OWNER;
  }
}
