import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { findRightsStatement, type RightsStatement } from '@lanran/protocol/assets/rights-statement';
import { FormatError } from '@lanran/protocol/kernel/errors';
import {
  type LicenseAgreement,
  MAX_AGREEMENT_NAME,
  parseLicenseAgreement,
} from '@lanran/protocol/licensing/license-agreement';
import { ACCESS_LEVELS, ASSET_KINDS, type AssetMetadata, type Term } from '../../assets/domain/asset.ts';
import { VOCABULARIES } from '../../concepts/domain/concept.ts';
import type { DraftContent } from './draft.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import {
  type LocalizedTextInput,
  parseText,
  parseTitle,
  parseLanguage,
  requireLine,
  MAX_LINE,
} from '../../platform/kernel/localized-text.ts';

const MAX_TITLE = 300;
const MAX_DESCRIPTION = 4_000;
const MAX_TERMS = 64;
const MAX_TERM_TEXT = 120;
const MAX_REASON = 2_000;
const TERM_CODE = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,63}$/u;

/** A draft's content as it arrives: every member unchecked. */
export interface DraftContentInput {
  readonly community?: string | null | undefined;
  readonly kind: string;
  readonly access: string;
  readonly title: LocalizedTextInput;
  readonly description?: LocalizedTextInput | null | undefined;
  readonly terms?: readonly TermInput[] | null | undefined;
  readonly creditLine?: string | null | undefined;
  readonly agreement?: AgreementInput | null | undefined;
  readonly rightsStatement?: RightsStatementInput | null | undefined;
  readonly identifier?: string | null | undefined;
  readonly noCommunityReason?: string | null | undefined;
  readonly synthetic?: boolean | null | undefined;
}

/** Codes stand for addresses. */
export type RightsStatementInput = Readonly<Partial<Record<keyof RightsStatement, string | null>>>;

/** Which text, as its upload was answered. */
export interface AgreementInput {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly name: LocalizedTextInput;
}

export interface TermInput extends LocalizedTextInput {
  readonly vocabulary: string;
  readonly code: string;
}

/** @throws BadInputError naming the field and what to do */
export function parseDraftContent(input: DraftContentInput): DraftContent {
  const description =
    input.description == null ? null : parseText(input.description, 'description', MAX_DESCRIPTION);
  const creditLine = parseLine(input.creditLine, 'creditLine');
  const agreement = input.agreement == null ? null : parseAgreement(input.agreement);
  const rightsStatement = input.rightsStatement == null ? null : parseRightsStatement(input.rightsStatement);
  const identifier = parseLine(input.identifier, 'identifier');
  const noCommunityReason = parseLanguage(input.noCommunityReason, 'noCommunityReason', MAX_REASON);
  const metadata: AssetMetadata = {
    kind: parseOneOf(ASSET_KINDS, input.kind, 'kind'),
    access: parseOneOf(ACCESS_LEVELS, input.access, 'access'),
    title: parseTitle(input.title, 'title', MAX_TITLE),
    terms: parseTerms(input.terms ?? []),
    synthetic: input.synthetic ?? false,
    ...(description !== null && { description }),
    ...(creditLine !== null && { creditLine }),
    ...(agreement !== null && { agreement }),
    ...(rightsStatement !== null && { rightsStatement }),
    ...(identifier !== null && { identifier }),
    ...(noCommunityReason !== null && { noCommunityReason }),
  };
  const community = parseCommunity(input.community);
  if (community !== null && noCommunityReason !== null)
    throw new BadInputError('noCommunityReason', 'is for an asset without a community. Leave it out.');
  requireLawfulAccess(metadata, community);
  return { metadata, community };
}

/**
 * What belongs to the asset and not to a version: whose it is and who may see it (ADR 18).
 * @throws BadInputError
 */
export function requireRevisable(before: DraftContent, after: DraftContent): void {
  if (after.community !== before.community) {
    throw new BadInputError(
      'community',
      'stays what the first version said: the contracts may hold it already. Publish another asset to name another.',
    );
  }
  if (after.metadata.access !== before.metadata.access) {
    throw new BadInputError(
      'access',
      `stays ${before.metadata.access} for every version. Publish another asset with another access.`,
    );
  }
}

/** A CID cannot be withdrawn: what a community stands behind is opened only with its signed consent, which is not recordable yet. */
function requireLawfulAccess(metadata: AssetMetadata, community: OrganizationId | null): void {
  if (metadata.access === 'OPEN' && community !== null) {
    throw new BadInputError(
      'access',
      "can't be OPEN while a community stands behind the asset: opening can never be undone and needs its signed consent. Choose LICENSED or RESTRICTED.",
    );
  }
}

function parseCommunity(community: string | null | undefined): OrganizationId | null {
  if (community == null) return null;
  try {
    return parseOrganizationId(community.toLowerCase());
  } catch (error) {
    if (error instanceof FormatError)
      throw new BadInputError('community', 'must be the id of a community, or null for none.');
    throw error;
  }
}

function parseAgreement({ sha256, bytes, mediaType, name }: AgreementInput): LicenseAgreement {
  try {
    const named = parseTitle(name, 'agreement.name', MAX_AGREEMENT_NAME);
    return parseLicenseAgreement({ sha256, bytes, mediaType, name: named });
  } catch (error) {
    throw asBadInput(error);
  }
}

function parseRightsStatement(input: RightsStatementInput): RightsStatement | null {
  const nameOf = (member: string) => `rightsStatement.${member}`;
  try {
    return findRightsStatement(input, {
      status: nameOf('status'),
      rightsHolder: nameOf('rightsHolder'),
      inTrustFor: nameOf('inTrustFor'),
      basis: nameOf('basis'),
    });
  } catch (error) {
    throw asBadInput(error);
  }
}

function asBadInput(error: unknown): unknown {
  if (!(error instanceof FormatError)) return error;
  return new BadInputError(error.field, `${error.message.slice(error.field.length + 2)}.`);
}

function parseOneOf<T extends string>(allowed: readonly T[], value: string, field: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new BadInputError(field, `must be one of ${allowed.join(', ')}.`);
  return found;
}

function parseLine(text: string | null | undefined, field: string): string | null {
  const line = parseLanguage(text, field, MAX_LINE);
  if (line !== null) requireLine(line, field);
  return line;
}

function parseTerms(terms: readonly TermInput[]): Term[] {
  if (terms.length > MAX_TERMS)
    throw new BadInputError('terms', `has ${terms.length} entries; at most ${MAX_TERMS} are allowed.`);
  const seen = new Set<string>();
  return terms.map((term, at) => {
    const field = `terms.${at}`;
    const vocabulary = parseOneOf(VOCABULARIES, term.vocabulary, `${field}.vocabulary`);
    if (!TERM_CODE.test(term.code)) {
      throw new BadInputError(
        `${field}.code`,
        'must be 1 to 64 letters, digits and . _ : / - and begin with a letter or digit.',
      );
    }
    if (seen.has(`${vocabulary}/${term.code}`))
      throw new BadInputError(field, `repeats ${vocabulary} ${term.code}. Remove one.`);
    seen.add(`${vocabulary}/${term.code}`);
    const en = parseLanguage(term.en, `${field}.en`, MAX_TERM_TEXT);
    const zh = parseLanguage(term.zh, `${field}.zh`, MAX_TERM_TEXT);
    return { vocabulary, code: term.code, ...(en !== null && { en }), ...(zh !== null && { zh }) };
  });
}
