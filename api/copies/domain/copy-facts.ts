import type { Day } from '@lanran/protocol/kernel/day';
import type { RightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Medium } from '@lanran/protocol/licensing/media';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';

export interface PartyFacts {
  readonly id: OrganizationId;
  readonly name: LocalizedText;
  /** Its page on the platform. */
  readonly url: string;
}

/** What a copy says of the license that it is given out under. */
export interface LicenseFacts {
  readonly licenseId: LicenseId;
  readonly licensee: PartyFacts;
  readonly media: readonly Medium[];
  /** As people say it. */
  readonly territories: { readonly en: string; readonly zh: string };
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly isExclusive: boolean;
  readonly soldAt: Date;
  /** Where anybody sees whether it is in force. */
  readonly checkUrl: string;
}

/** What a copy says of the asset. */
export interface OriginFacts {
  readonly assetId: AssetId;
  readonly assetUrl: string;
  readonly version: number;
  readonly title: LocalizedText;
  readonly creditLine: string | null;
  readonly identifier: string | null;
  /** What the holder states of copyright and title. */
  readonly rightsStatement: RightsStatement | null;
  /** Code drew it. */
  readonly isSynthetic: boolean;
  readonly holder: PartyFacts;
  readonly community: PartyFacts | null;
  /** How the community wants it treated (TK Labels). */
  readonly labels: readonly { readonly code: string; readonly title: LocalizedText }[];
}

export interface OriginalFacts {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly cid: string;
}

export interface CopyFacts {
  readonly origin: OriginFacts;
  readonly license: LicenseFacts;
}

/** In the language that a field of one language is written in: English, else Chinese. */
export function oneText({ en, zh }: LocalizedText): string {
  return en ?? zh ?? '';
}

/** Both, where there are both. */
export function bothTexts({ en, zh }: LocalizedText): string {
  return [en, zh].filter((text) => text !== undefined).join(' / ');
}

export function creditOf({ creditLine, holder }: Pick<OriginFacts, 'creditLine' | 'holder'>): string {
  return creditLine ?? bothTexts(holder.name);
}

/** May the licensee train AI with it? Nobody else may. */
export function allowsAiTraining({ media }: Pick<LicenseFacts, 'media'>): boolean {
  return media.includes('AI_TRAINING');
}
