import type { MyRequest } from './my-requests.ts';
import { readPreference, writePreference } from '../../../../lib/language/preference.ts';

export const KINDS = ['INSTITUTION', 'STUDIO', 'COMMUNITY', 'AUDITOR', 'ACCREDITOR'] as const;

export interface JoinRequest {
  readonly kind: (typeof KINDS)[number];
  readonly en: string;
  readonly zh: string;
  /** Null while it follows from the English name. */
  readonly slug: string | null;
  readonly contact: string;
  readonly letter: string;
}

const EMPTY: JoinRequest = { kind: 'INSTITUTION', en: '', zh: '', slug: null, contact: '', letter: '' };

/** What was asked for, to be corrected. Its short name stays. */
export function requestOf({ kind, name, slug, contact, letter }: MyRequest): JoinRequest {
  return {
    kind: KINDS.find((candidate) => candidate === kind) ?? EMPTY.kind,
    ...{ en: name.en ?? '', zh: name.zh ?? '', slug, contact: contact ?? '', letter: letter ?? '' },
  };
}

/** What was typed and not asked for yet, so that a reload loses nothing. */
export function readRequest(): JoinRequest {
  try {
    const kept = JSON.parse(readPreference('join') ?? '') as Partial<JoinRequest>;
    const kind = KINDS.find((candidate) => candidate === kept.kind) ?? 'INSTITUTION';
    return {
      kind,
      en: textOf(kept.en),
      zh: textOf(kept.zh),
      slug: kept.slug == null ? null : textOf(kept.slug),
      contact: textOf(kept.contact),
      letter: textOf(kept.letter),
    };
  } catch {
    return EMPTY;
  }
}

export function keepRequest(request: JoinRequest | null): void {
  writePreference('join', request === null ? '' : JSON.stringify(request));
}

export function isSlug(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && text.length <= 64;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
