import type { AdmissionRequest } from '@lanran/sdk/organizations/admission-requests';
import type { CommandResult } from './output.ts';

const STATES = {
  WAITING: 'waits for the accreditor',
  ASKED_BACK: 'the accreditor asks',
  REFUSED: 'refused',
  WITHDRAWN: 'withdrawn',
  ADMITTED: 'admitted',
} as const;

/** A request for admission with everything that was said about it. */
export function requestLines(request: AdmissionRequest): string[] {
  const { slug, kind, name, requestedBy, requestedAt, state } = request;
  const { contact, letter, question, answer, reason } = request;
  const said = { contact, letter, question, answer, reason };
  return [
    `${slug}  ${kind.toLowerCase()}, ${STATES[state]}`,
    `  ${[name.en, name.zh].filter((text) => text != null).join(' · ')}`,
    `  asked by ${requestedBy} on ${requestedAt}`,
    ...Object.entries(said).flatMap(([what, words]) => (words == null ? [] : [`  ${what}: ${words}`])),
  ];
}

export function requestsResult(requests: readonly AdmissionRequest[], none: string): CommandResult {
  return {
    json: { requests },
    lines: requests.length === 0 ? [none] : requests.flatMap(requestLines),
  };
}
