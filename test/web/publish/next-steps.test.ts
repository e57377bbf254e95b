import { expect, it } from 'vitest';
import { nextSteps } from '../../../web/features/publish/editor/model/next-steps.ts';

const COMMUNITY = { id: '0x1' };
const VERSION_1 = { version: 1 };
const CONSENT = { lastDay: '2028-12-31' };

it('asks the council and offers a new asset, and asks nobody where no community stands behind it', () => {
  expect(nextSteps({ community: COMMUNITY, revises: null }, null)).toEqual({
    asksCouncil: true,
    makesOffer: true,
  });
  expect(nextSteps({ community: null, revises: null }, null)).toEqual({
    asksCouncil: false,
    makesOffer: true,
  });
});

it.each([
  [
    { consent: CONSENT, offers: [1] },
    { asksCouncil: false, makesOffer: false },
  ],
  [
    { consent: CONSENT, offers: [] },
    { asksCouncil: false, makesOffer: true },
  ],
  [
    { consent: null, offers: [] },
    { asksCouncil: true, makesOffer: true },
  ],
  [null, { asksCouncil: false, makesOffer: false }],
])('asks after a revision only for what is not there: %j', (standing, steps) => {
  expect(nextSteps({ community: COMMUNITY, revises: VERSION_1 }, standing)).toEqual(steps);
});
