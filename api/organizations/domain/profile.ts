import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type NamedContent, peopleCodeOf, peoplesNamedIn } from '@lanran/protocol/assets/peoples';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { type LocalizedTextInput, parseText, parseTitle } from '../../platform/kernel/localized-text.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { type Beforehand, type BeforehandInput, NOTHING_BEFOREHAND, parseBeforehand } from './beforehand.ts';
import { type BillingProfile, type BillingProfileInput, parseBilling } from './billing-profile.ts';
import { type Contact, type ContactInput, parseBankDetails, parseContact, parseWebsite } from './contact.ts';

const MAX_DESCRIPTION = 4_000;
const MAX_LABELS = 20;
const MAX_TITLE = 120;
const MAX_TEXT = 2_000;
const MAX_PEOPLES = 10;
const LABEL_CODE = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}$/u;

/** A text of a community about how its heritage is to be treated (TK Labels), shown wherever its assets are. */
export interface CommunityLabel {
  readonly code: string;
  readonly title: LocalizedText;
  readonly text: LocalizedText;
}

/** What an organization says of itself. */
export interface Profile extends Beforehand {
  readonly organizationId: OrganizationId;
  readonly description: LocalizedText | null;
  readonly labels: readonly CommunityLabel[];
  /** Of a community: the peoples it is of, as codes; null while it has not said, and its name tells. */
  readonly peoples: readonly string[] | null;
  readonly contact: Contact | null;
  readonly website: string | null;
  /** An asset of its own that everybody may see, whose cover stands for it. */
  readonly pictureAsset: AssetId | null;
  readonly logoAsset: AssetId | null;
  /** Where invoices are paid: for its members and the parties of its orders alone. */
  readonly bankDetails: string | null;
  /** For the same people; its account takes the place of bankDetails. */
  readonly billing: BillingProfile | null;
}

/** Of an organization that said nothing. */
export function emptyProfile(organizationId: OrganizationId): Profile {
  return {
    ...{ organizationId, description: null, labels: [], peoples: null },
    ...{
      contact: null,
      website: null,
      pictureAsset: null,
      logoAsset: null,
      bankDetails: null,
      billing: null,
    },
    ...NOTHING_BEFOREHAND,
  };
}

/** A profile as it arrives: every member unchecked. */
export interface ProfileInput extends BeforehandInput {
  readonly description?: LocalizedTextInput | null | undefined;
  readonly labels?: readonly LabelInput[] | null | undefined;
  readonly peoples?: readonly string[] | null | undefined;
  readonly contact?: ContactInput | null | undefined;
  readonly website?: string | null | undefined;
  readonly pictureAsset?: AssetId | null | undefined;
  readonly logoAsset?: AssetId | null | undefined;
  readonly bankDetails?: string | null | undefined;
  readonly billing?: BillingProfileInput | null | undefined;
}

export interface LabelInput {
  readonly code: string;
  readonly title: LocalizedTextInput;
  readonly text: LocalizedTextInput;
}

/**
 * @param present what it says now: all but description and labels stays where the input does not speak of it
 * @throws BadInputError naming the field and what to do
 */
export function parseProfile(
  { id, kind }: { readonly id: OrganizationId; readonly kind: OrganizationKind },
  input: ProfileInput,
  { present, today }: { readonly present: Profile; readonly today: Day },
): Profile {
  const { description, labels, peoples, contact, website, pictureAsset, logoAsset } = input;
  const { bankDetails, billing } = input;
  const given = labels ?? [];
  if (peoples != null && kind !== 'COMMUNITY')
    throw new BadInputError('input.peoples', 'are of communities alone. Leave them out.');
  if (given.length > 0 && kind !== 'COMMUNITY')
    throw new BadInputError('input.labels', 'are of communities alone. Leave them out.');
  if (given.length > MAX_LABELS) {
    throw new BadInputError(
      'input.labels',
      `has ${given.length} entries; at most ${MAX_LABELS} are allowed.`,
    );
  }
  return {
    organizationId: id,
    description: description == null ? null : parseText(description, 'input.description', MAX_DESCRIPTION),
    labels: parseLabels(given),
    peoples: peoples === undefined ? present.peoples : parsePeoples(peoples),
    contact: contact === undefined ? present.contact : contact === null ? null : parseContact(contact),
    website: website === undefined ? present.website : parseWebsite(website),
    pictureAsset: pictureAsset === undefined ? present.pictureAsset : pictureAsset,
    logoAsset: logoAsset === undefined ? present.logoAsset : logoAsset,
    bankDetails: bankDetails === undefined ? present.bankDetails : parseBankDetails(bankDetails),
    billing: billing === undefined ? present.billing : billing === null ? null : parseBilling(billing),
    ...parseBeforehand(input, { kind, present, today }),
  };
}

/** The peoples that a community is of: whose assets published without a community its council is shown (ADR 36). */
export function peoplesOf(
  { kind, name }: { readonly kind: OrganizationKind; readonly name: NamedContent['title'] },
  { peoples }: Pick<Profile, 'peoples'>,
): readonly string[] {
  if (kind !== 'COMMUNITY') return [];
  return peoples ?? peoplesNamedIn({ title: name });
}

function parsePeoples(peoples: readonly string[] | null): string[] | null {
  if (peoples === null) return null;
  if (peoples.length > MAX_PEOPLES) {
    throw new BadInputError(
      'input.peoples',
      `has ${peoples.length} entries; at most ${MAX_PEOPLES} are allowed.`,
    );
  }
  peoples.forEach((name, at) => {
    if (!LABEL_CODE.test(name))
      throw new BadInputError(`input.peoples.${at}`, 'must be the code of a people, such as miao.');
  });
  return [...new Set(peoples.map(peopleCodeOf))].sort();
}

function parseLabels(labels: readonly LabelInput[]): CommunityLabel[] {
  const seen = new Set<string>();
  return labels.map(({ code, title, text }, at) => {
    const field = `input.labels.${at}`;
    if (!LABEL_CODE.test(code)) {
      throw new BadInputError(
        `${field}.code`,
        'must be 1 to 64 letters, digits and . _ : - and begin with a letter or digit.',
      );
    }
    if (seen.has(code)) throw new BadInputError(field, `repeats ${code}. Remove one.`);
    seen.add(code);
    return {
      code,
      title: parseTitle(title, `${field}.title`, MAX_TITLE),
      text: parseText(text, `${field}.text`, MAX_TEXT),
    };
  });
}
