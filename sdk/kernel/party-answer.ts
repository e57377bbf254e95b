import { z } from 'zod';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { type OrganizationId, organizationIdOf, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { UntrustworthyAnswerError } from './errors.ts';

/** An organization by id and slug. Who acts reads the slug, the contracts the id. */
export const partyAnswer = z.object({
  id: z.string().transform((text) => parseOrganizationId(text)),
  slug: z.string(),
});

/** One that was admitted without a profile has its id for a slug. @throws UntrustworthyAnswerError when the id is not the slug's */
export function requireOwnSlug<P extends z.infer<typeof partyAnswer>>(party: P): P {
  const { id, slug } = party;
  if (slug !== id && idOfSlug(slug) !== id)
    throw new UntrustworthyAnswerError(`the organization ${id} is not ${JSON.stringify(slug)}`);
  return party;
}

/** Null for what is no slug. */
export function idOfSlug(slug: string): OrganizationId | null {
  try {
    return organizationIdOf(slug);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
