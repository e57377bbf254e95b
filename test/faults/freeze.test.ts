import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoSeededPath } from '../../scripts/seed/accounts.ts';
import { DEMO_ASSETS } from '../../scripts/seed/assets.ts';
import { DEMO_ORGANIZATIONS } from '../../scripts/seed/organizations.ts';
import { disturbing, freeze, kill, type PlatformPart } from '../support/disturbances.ts';
import { Installation } from '../support/installation.ts';

const READY_WITHIN_MS = 400_000;
const Total = z.object({ totalCount: z.number() });
const Shown = z.object({ assets: Total, onOffer: Total, organizations: Total });

describe('a first start with demo data', () => {
  const here = Installation.emptyForSuite();

  /** To anybody, who does not see what is restricted. */
  async function expectWholeDemo(): Promise<void> {
    expect(existsSync(demoSeededPath(here.dataDir))).toBe(true);
    const shown = Shown.parse(
      await here.ask(
        '{ assets { totalCount } onOffer: assets(filter: { onOffer: true }) { totalCount } organizations { totalCount } }',
      ),
    );
    expect(shown).toEqual({
      assets: { totalCount: DEMO_ASSETS.filter(({ access }) => access !== 'RESTRICTED').length },
      onOffer: { totalCount: DEMO_ASSETS.filter(({ offer }) => offer !== undefined).length },
      organizations: { totalCount: DEMO_ORGANIZATIONS.length },
    });
  }

  it.each<PlatformPart>(['chain', 'document-store', 'content-store', 'start'])(
    'is ready and complete though %s stands still while contracts are deployed and while demo data come',
    async (part) => {
      await rm(here.dataDir, { recursive: true, force: true });
      const { onSaid, missed } = disturbing(
        ['deploying LicenseToken', 'published DEMO-QS-001', 'published DEMO-QS-004'].map((at) => ({
          part,
          at,
          befall: freeze,
        })),
      );

      await here.start({}, { onSaid, readyWithinMs: READY_WITHIN_MS });

      expect(missed()).toEqual([]);
      await expectWholeDemo();
      await here.platform.end('SIGTERM');
    },
  );

  it.each<PlatformPart>(['chain', 'document-store', 'content-store'])(
    'is ready and complete though %s is killed while demo data come',
    async (part) => {
      await rm(here.dataDir, { recursive: true, force: true });
      const { onSaid, missed } = disturbing([{ part, at: 'published DEMO-QS-001', befall: kill }]);

      await here.start({}, { onSaid, readyWithinMs: READY_WITHIN_MS });

      expect(missed()).toEqual([]);
      await expectWholeDemo();
      await here.platform.end('SIGTERM');
    },
  );
});
