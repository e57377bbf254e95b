import { FormatError } from '@lanran/protocol/kernel/errors';
import { checkAgreementText } from '@lanran/protocol/licensing/agreement-check';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  agreementDifference,
  type LicenseAgreement,
  MAX_AGREEMENT_NAME,
} from '@lanran/protocol/licensing/license-agreement';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { type LocalizedTextInput, parseTitle } from '../../platform/kernel/localized-text.ts';
import type {
  AgreementText,
  ListedAgreement,
  OrganizationAgreements,
} from '../domain/organization-agreement.ts';
import type { AgreementStore } from '../ports/agreement-store.ts';

const MAX_LISTED = 20;
/** Brought by one organization, those among them that only versions name. */
const MAX_TEXTS = 100;

export interface AgreementsOptions {
  readonly agreements: AgreementStore;
  /** By organization and by text. */
  readonly agreementMutex: Mutex<string>;
  readonly clock: Clock;
}

/** A text as it arrives; everything unchecked. */
export interface AgreementUpload {
  readonly fileName: string;
  readonly name: LocalizedTextInput;
  readonly content: Uint8Array;
  /** New drafts are to name it. */
  readonly isPreselected: boolean;
}

/** License agreements that organizations keep, and their texts, which anybody may read (ADR 53). */
export class AgreementsService {
  readonly #options: AgreementsOptions;

  constructor(options: AgreementsOptions) {
    this.#options = options;
  }

  /** For members. @throws SignInRequiredError, NotFoundError */
  async of(actor: Actor, organizationId: OrganizationId): Promise<OrganizationAgreements> {
    requireMember(actor, organizationId);
    return this.#listOf(organizationId);
  }

  /** @throws NotFoundError */
  async text(sha256: string): Promise<AgreementText> {
    const text = await this.#options.agreements.findText(sha256);
    if (text === null) throw new NotFoundError(`Agreement ${sha256}`);
    return text;
  }

  /**
   * Stores a text and lists it; the same text again changes its name.
   * @throws SignInRequiredError, NotFoundError, ForbiddenError, BadInputError, LimitExceededError
   */
  async add(actor: Actor, organizationId: OrganizationId, upload: AgreementUpload): Promise<ListedAgreement> {
    requireEditor(actor, organizationId);
    const name = parseTitle(upload.name, 'name', MAX_AGREEMENT_NAME);
    const checked = checkedOf(upload);
    const { agreements: store, agreementMutex, clock } = this.#options;
    const added: ListedAgreement = { ...checked, name, addedAt: clock.now() };
    await agreementMutex.takeAll(new Set([organizationId, checked.sha256]), async () => {
      const list = await this.#listOf(organizationId);
      const others = list.agreements.filter(({ sha256 }) => sha256 !== checked.sha256);
      if (others.length >= MAX_LISTED)
        throw new LimitExceededError(
          `agreement: an organization lists at most ${MAX_LISTED}. Remove one that new versions don't need.`,
        );
      if ((await store.findTextKind(checked.sha256)) === null) {
        if ((await store.countTextsOf(organizationId)) >= MAX_TEXTS)
          throw new LimitExceededError(
            `agreement: ${MAX_TEXTS} texts of ${organizationId} are kept, most because versions name them. Use one of them again.`,
          );
        const { content } = upload;
        await store.insertText({ ...checked, organizationId, content, addedAt: added.addedAt });
      }
      await store.putList({
        organizationId,
        agreements: [added, ...others],
        preselected: upload.isPreselected ? checked.sha256 : list.preselected,
      });
    });
    return added;
  }

  /** Which one new drafts name; null: none. @throws BadInputError for one that is not listed */
  async preselect(
    actor: Actor,
    organizationId: OrganizationId,
    sha256: string | null,
  ): Promise<OrganizationAgreements> {
    requireEditor(actor, organizationId);
    const { agreements: store, agreementMutex } = this.#options;
    return agreementMutex.take(organizationId, async () => {
      const list = await this.#listOf(organizationId);
      if (sha256 !== null && !list.agreements.some((each) => each.sha256 === sha256))
        throw new BadInputError('sha256', `${organizationId} lists no such agreement. Upload it first.`);
      const changed = { ...list, preselected: sha256 };
      await store.putList(changed);
      return changed;
    });
  }

  /** Versions that name it keep it, and its text; again is the same. */
  async remove(
    actor: Actor,
    organizationId: OrganizationId,
    sha256: string,
  ): Promise<OrganizationAgreements> {
    requireEditor(actor, organizationId);
    const { agreements: store, agreementMutex } = this.#options;
    return agreementMutex.takeAll(new Set([organizationId, sha256]), async () => {
      const list = await this.#listOf(organizationId);
      const changed = {
        organizationId,
        agreements: list.agreements.filter((each) => each.sha256 !== sha256),
        preselected: list.preselected === sha256 ? null : list.preselected,
      };
      await store.putList(changed);
      const text = await store.findTextKind(sha256);
      if (text?.organizationId === organizationId && !(await store.isListed(sha256)))
        await store.removeText(sha256);
      return changed;
    });
  }

  /** @throws BadInputError where a draft would name a text that is not here, or one as something else than it is */
  async requireKnown(agreement: LicenseAgreement | undefined): Promise<void> {
    if (agreement === undefined) return;
    const text = await this.#options.agreements.findTextKind(agreement.sha256);
    if (text === null) throw unknownText(agreement);
    const difference = agreementDifference(agreement, text);
    if (difference !== null)
      throw new BadInputError(
        `agreement.${difference}`,
        `is ${agreement[difference]}, but the text has ${text[difference]}.`,
      );
  }

  /** Before a statement is made that names them. @throws BadInputError */
  async keepForGood(agreement: LicenseAgreement | undefined): Promise<void> {
    if (agreement === undefined) return;
    if (!(await this.#options.agreements.keepForGood(agreement.sha256))) throw unknownText(agreement);
  }

  async #listOf(organizationId: OrganizationId): Promise<OrganizationAgreements> {
    const list = await this.#options.agreements.findList(organizationId);
    return list ?? { organizationId, agreements: [], preselected: null };
  }
}

function unknownText({ sha256 }: LicenseAgreement): BadInputError {
  return new BadInputError(
    'agreement',
    `the platform has no text with the SHA-256 ${sha256}. Upload it to the organization's agreements first, or name none.`,
  );
}

function checkedOf({ content, fileName }: AgreementUpload) {
  try {
    return checkAgreementText(content, fileName);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError(error.field, `${error.message.slice(error.field.length + 2)}.`);
  }
}

function requireMember(actor: Actor, organizationId: OrganizationId): void {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (membershipIn(actor, organizationId) === null) throw new NotFoundError(`Organization ${organizationId}`);
}

function requireEditor(actor: Actor, organizationId: OrganizationId): void {
  requireMember(actor, organizationId);
  if (canActFor(actor, organizationId)) return;
  throw new ForbiddenError('Viewers change no agreements. Ask an editor of the organization.');
}
