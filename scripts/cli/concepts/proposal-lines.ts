import type { ConceptProposal, ConceptProposalState } from '@lanran/sdk/concepts/concepts';

const STATES: Readonly<Record<ConceptProposalState, string>> = {
  OPEN: 'open',
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  WITHDRAWN: 'withdrawn',
};

/** What became of it, or what is to be done. */
export function endLine({ id, state }: ConceptProposal): string {
  if (state === 'OPEN') return `proposal ${id} waits for a decision; lanran concepts accept ${id}`;
  return `proposal ${id} is ${STATES[state]}`;
}

/** With its first concepts. */
export function proposalLines(proposal: ConceptProposal): string[] {
  const { organization, changes, changeCount, message, reason } = proposal;
  const more = changeCount - changes.length;
  return [
    endLine(proposal),
    `  of ${organization.slug}, ${proposal.proposedAt}`,
    ...(message == null ? [] : [`  message: ${message}`]),
    ...(reason == null ? [] : [`  reason: ${reason}`]),
    ...changes.map(
      ({ proposed: { id, prefLabel }, present, changed }) =>
        `  ${id}  ${prefLabel.zh} · ${prefLabel.en}: ${present == null ? 'new' : changed.join(', ') || 'as it is now'}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
