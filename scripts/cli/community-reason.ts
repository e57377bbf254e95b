import { CommandError, UsageError } from '@lanran/sdk/kernel/errors';
import type { PublishRequest } from '@lanran/sdk/publishing/publication-check';
import { peopleName, peoplesUnasked } from '@lanran/protocol/assets/peoples';
import type { CommandContext } from './context.ts';

const OPTION = '--no-community-reason';

/**
 * commander takes every option that begins with `--no-` for the negation of another, and files this one under that other's name.
 */
export interface CommunityReasonOption {
  readonly communityReason?: string | null;
}

type ReasonedContent = Pick<
  PublishRequest,
  'access' | 'title' | 'description' | 'terms' | 'noCommunityReason'
> & {
  /** Id or name; null for none. */
  readonly community: string | null;
};

/** The option's text as the platform keeps it; null without one. @throws UsageError for an empty text */
export function parseCommunityReason({ communityReason = null }: CommunityReasonOption): string | null {
  if (communityReason === null) return null;
  const reason = communityReason.normalize('NFC').trim();
  if (reason === '') throw new UsageError(OPTION, 'is empty. Say why no community is asked.');
  return reason;
}

/**
 * What names a people and no community says why (ADR 36); a person at the terminal is asked.
 * @throws UsageError for a reason beside a community, CommandError when a reason is owed and nobody can be asked
 */
export async function withCommunityReason<Content extends ReasonedContent>(
  { ask }: Pick<CommandContext, 'ask'>,
  content: Content,
): Promise<Content> {
  if (content.community !== null && content.noCommunityReason !== undefined)
    throw new UsageError(OPTION, 'is for an asset without a community. Leave it out.');
  const peoples = peoplesUnasked(content);
  if (peoples.length === 0) return content;
  const names = peoples.map((code) => peopleName(code).en).join(', ');
  const answer = ask === null ? '' : await ask(questionOf(names));
  const noCommunityReason = answer.normalize('NFC').trim();
  if (noCommunityReason !== '') return { ...content, noCommunityReason };
  throw new CommandError(
    'COMMUNITY_REASON_REQUIRED',
    `${OPTION}: the asset names a people (${names}) and no community. Name its community with --community, or say why none is asked: the reason is signed and public, and the councils of that people read it.`,
    { field: OPTION },
  );
}

function questionOf(names: string): string {
  return `The asset names a people (${names}) and no community.
The reason is signed and public, and the councils of that people read it.
Why is no community asked? `;
}
