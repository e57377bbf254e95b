import { utf8 } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { assetIdOf, type OrganizationId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import type { Draft, DraftContent } from './draft.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

const MAX_EXTERNAL_ID = 300;

export interface NewDraft {
  readonly organizationId: OrganizationId;
  readonly content: DraftContent;
  readonly externalId: string | null;
  readonly now: Date;
}

/** The draft of a new asset, without files. */
export function newDraft({ organizationId, content, externalId, now }: NewDraft): Draft {
  const assetSalt = randomBytes32();
  return {
    id: externalId === null ? crypto.randomUUID() : draftIdOf(organizationId, externalId),
    organizationId,
    assetId: assetIdOf(organizationId, assetSalt),
    assetSalt,
    communitySalt: randomBytes32(),
    content,
    externalId,
    revises: null,
    files: [],
    publication: null,
    publishedIndex: null,
    revision: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * The id of the one draft that an organization has of an external identifier. So the primary key keeps identifiers unique. No
 * portable index does that while most drafts have none (docs/document-store.md, “Another server”). A UUID of version 8
 * (RFC 9562 §5.8) over SHA-256.
 */
export function draftIdOf(organizationId: OrganizationId, externalId: string): string {
  const digest = sha256(utf8(canonicalJson(['lanran/draft/1', organizationId, externalId])));
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @throws BadInputError */
export function parseExternalId(text: string): string {
  const externalId = text.normalize('NFC').trim();
  if (externalId === '')
    throw new BadInputError('externalId', 'is empty. Give each record the id it has at home.');
  if (externalId.length > MAX_EXTERNAL_ID)
    throw new BadInputError(
      'externalId',
      `has ${externalId.length} characters; at most ${MAX_EXTERNAL_ID} are allowed.`,
    );
  if (/[\p{Surrogate}\p{Cc}]/u.test(externalId))
    throw new BadInputError('externalId', 'has a control character. Remove it.');
  return externalId;
}
