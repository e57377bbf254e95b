import { describe, expect, it } from 'vitest';
import { type Landing, landingOf } from '../../../web/features/people/signing-in/model/landing.ts';

type Kind = Landing['memberships'][number]['organization']['kind'];

function person(kinds: readonly Kind[], overrides: Partial<Landing> = {}): Landing {
  return {
    isAccreditor: false,
    isOperator: false,
    memberships: kinds.map((kind) => ({ organization: { kind } })),
    councils: [],
    ...overrides,
  };
}

describe('where somebody lands after signing in', () => {
  it.each<[string, Landing, string]>([
    ['a studio at its desk', person(['STUDIO']), '/studio'],
    ['an institution at its desk', person(['INSTITUTION']), '/institution'],
    ['a member of a community at the council’s desk', person(['COMMUNITY']), '/council'],
    ['an owner of a council’s Safe there too', person([], { councils: [{ isNamed: false }] }), '/council'],
    ['an auditor at its desk', person(['AUDITOR']), '/auditor'],
    ['the accreditor in the administration', person([], { isAccreditor: true }), '/admin'],
    ['the operator too', person(['OPERATOR'], { isOperator: true }), '/admin'],
    [
      'who has a desk and an office at the desk',
      person(['INSTITUTION'], { isOperator: true }),
      '/institution',
    ],
    ['who has several at one of them', person(['COMMUNITY', 'STUDIO']), '/studio'],
    ['a person of none in the catalog', person([]), '/catalog'],
  ])('%s', (_, who, path) => {
    expect(landingOf(who)).toBe(path);
  });
});
